import { expect, test } from "vitest";
import { AppError } from "#domain/errors.ts";
import type { Schedule } from "#domain/schedule.ts";
import { EMPTY_BOOK, tell, type Trouble } from "./incidents.ts";
import { lastNight } from "./last-night.ts";
import { type PublishFacts, reasonsToWait } from "./publish-policy.ts";
import { COMPUTER_AWAY, type NightRecord } from "./record.ts";
import { indexPage, reportPage } from "./report-page.ts";
import { afterHeld, isTransient, pauseBefore } from "./retry.ts";
import { mayStart } from "./leave.ts";
import { COMPUTER_ASLEEP, COMPUTER_OFF, LOGGED_OUT, NOT_STARTED, whyMissed } from "./presence.ts";
import { dueSlots } from "./slots.ts";

const good: PublishFacts = {
  limit: 5,
  run_status: "succeeded",
  build_held: false,
  held_sources: [],
  schema_changes: [],
  anything_published: true,
  paused: false,
  kpis: [{ label: "Revenue", moved: true, percent: -4.9 }],
};

test("a night publishes only when nothing speaks against it", () => {
  expect(reasonsToWait(good)).toEqual([]);
  const against: Partial<PublishFacts>[] = [
    { limit: null },
    { build_held: true },
    { held_sources: ["Payments"] },
    { schema_changes: ["Orders has new columns: tip."] },
    { anything_published: false },
    { paused: true },
    { kpis: [{ label: "Revenue", moved: true, percent: -5.1 }] },
    { kpis: [{ label: "Revenue", moved: true, percent: null }] },
  ];
  for (const one of against) expect(reasonsToWait({ ...good, ...one })).toHaveLength(1);
  const still = [{ label: "Revenue", moved: false, percent: null }];
  expect(reasonsToWait({ ...good, kpis: still })).toEqual([]);
});

const schedule: Schedule = {
  enabled: true,
  daily: "02:30",
  time_zone: "Europe/Berlin",
  auto_publish_limit: 5,
  enabled_since: "2026-03-27T12:00:00.000Z",
};
const at = (text: string): Date => new Date(text);
const night = (parts: Partial<NightRecord>): NightRecord => ({
  number: 1,
  scheduled: true,
  slots: [],
  started_at: "2026-03-28T01:30:05.000Z",
  finished_at: "2026-03-28T01:31:00.000Z",
  outcome: "published",
  steps: [],
  run_id: "r000001",
  attempts: 1,
  held_sources: [],
  reasons: [],
  resumed: 0,
  ...parts,
});

test("the night on which clocks jump over 02:30 has its start all the same, once", () => {
  const due = dueSlots(schedule, [], at("2026-03-30T00:40:00Z"));
  expect(due.map(({ planned_at }) => planned_at)).toEqual([
    "2026-03-28T01:30:00.000Z",
    "2026-03-29T01:30:00.000Z",
    "2026-03-30T00:30:00.000Z",
  ]);
  expect(due.map(({ reason }) => reason)).toEqual([COMPUTER_AWAY, COMPUTER_AWAY, null]);
});

test("the night on which 02:30 comes twice has one start, and a clock set back starts nothing again", () => {
  const autumn = { ...schedule, enabled_since: "2026-10-24T12:00:00.000Z" };
  const first = dueSlots(autumn, [], at("2026-10-25T00:30:10Z"));
  expect(first).toEqual([{ planned_at: "2026-10-25T00:30:00.000Z", reason: null }]);
  const done = [night({ slots: first, started_at: "2026-10-25T00:30:10.000Z" })];
  expect(dueSlots(autumn, done, at("2026-10-25T01:30:10Z"))).toEqual([]);
  expect(dueSlots(autumn, done, at("2026-10-24T23:00:00Z"))).toEqual([]);
});

test("a clock that was weeks ahead for an hour keeps no later night from running", () => {
  const ahead = dueSlots(schedule, [], at("2026-05-01T08:00:00Z"));
  const wrong = night({ slots: ahead, started_at: "2026-05-01T08:00:00.000Z" });
  const right = dueSlots(schedule, [wrong], at("2026-03-30T00:30:10Z"));
  expect(right.at(-1)).toEqual({ planned_at: "2026-03-30T00:30:00.000Z", reason: null });
  const done = night({ number: 2, slots: right, started_at: "2026-03-30T00:30:10.000Z" });
  expect(dueSlots(schedule, [wrong, done], at("2026-03-30T12:00:00Z"))).toEqual([]);
  const later = dueSlots(schedule, [wrong, done], at("2026-05-01T08:00:00Z"));
  expect(later[0]?.planned_at).toBe("2026-03-31T00:30:00.000Z");
  expect(later).toHaveLength(32);
});

test("a plan that changed owes what the old one missed, and starts nothing for times already past", () => {
  const owed = {
    through: "2026-03-30T12:00:00.000Z",
    slots: [{ planned_at: "2026-03-30T00:30:00.000Z", reason: "this computer was on battery" }],
  };
  const changed = { ...schedule, daily: "11:00" };
  const answered = [night({ slots: [{ planned_at: "2026-03-29T01:30:00.000Z", reason: null }] })];
  expect(dueSlots(changed, answered, at("2026-03-30T12:00:01Z"), { owed })).toEqual(owed.slots);
});

const awake = {
  booted_at: "2026-03-01T00:00:00.000Z",
  slept: false,
  logged_in_at: "2026-03-01T00:01:00.000Z",
};
test("why a start did not happen: the latest thing that covers it, and nothing that is not known", () => {
  const planned = "2026-03-30T00:30:00.000Z";
  const after = "2026-03-30T07:00:00.000Z";
  expect(whyMissed(planned, { ...awake, booted_at: after, logged_in_at: after })).toBe(
    COMPUTER_OFF,
  );
  expect(whyMissed(planned, { ...awake, logged_in_at: after })).toBe(LOGGED_OUT);
  expect(whyMissed(planned, { ...awake, slept: true })).toBe(COMPUTER_ASLEEP);
  expect(whyMissed(planned, awake)).toBe(NOT_STARTED);
  expect(whyMissed(planned, { ...awake, slept: null })).toBe(COMPUTER_AWAY);
});

const PLUGGED = { on_battery: false, percent: 90, metered: false };
test("battery, paid networks and quiet hours keep a night waiting; what is not known does not", () => {
  const rules = { ...schedule, on_battery: false, on_metered: false };
  const planned = "2026-03-30T00:30:00.000Z";
  const ask = (conditions: object, now = "2026-03-30T00:30:10Z", plan: Schedule = rules) =>
    mayStart(plan, { ...PLUGGED, ...conditions }, planned, at(now));
  expect(ask({})).toEqual({ may: true });
  expect(ask({ on_battery: true })).toMatchObject({ may: false, until: null });
  expect(ask({ metered: true })).toMatchObject({ may: false });
  expect(ask({ on_battery: null, metered: null })).toEqual({ may: true });
  expect(ask({ on_battery: true, percent: 9 }, undefined, schedule)).toMatchObject({ may: false });
  const quiet = { ...schedule, quiet_hours: { from: "22:00", to: "07:00" } };
  // In time it is what the person planned; late it is a catch-up, and those keep quiet.
  expect(ask({}, undefined, quiet)).toEqual({ may: true });
  expect(ask({}, "2026-03-30T03:00:00Z", quiet)).toMatchObject({
    may: false,
    until: "2026-03-30T05:00:00.000Z",
  });
  expect(ask({}, "2026-03-30T05:00:00Z", quiet)).toEqual({ may: true });
  expect(ask({}, "2026-03-30T20:30:00Z", quiet)).toMatchObject({
    until: "2026-03-31T05:00:00.000Z",
  });
});

test("sources that may heal are waited for inside the window, and who must act is told before", () => {
  const [now, until] = [at("2026-03-30T01:00:00Z"), at("2026-03-30T01:30:00Z")];
  const held = (...kinds: boolean[]) => kinds.map((transient) => ({ name: "Orders", transient }));
  expect(afterHeld(held(true), 2, now, until)).toEqual({ pause_ms: 120_000, tell_now: false });
  expect(afterHeld(held(true, false), 1, now, until)).toEqual({ pause_ms: 60_000, tell_now: true });
  expect(afterHeld(held(false), 1, now, until)).toEqual({ pause_ms: null, tell_now: false });
  expect(afterHeld([], 1, now, until)).toEqual({ pause_ms: null, tell_now: false });
  expect(afterHeld(held(true), 4, at("2026-03-30T01:25:00Z"), until).pause_ms).toBeNull();
});

test("what may heal by itself is tried again, later and later; the rest is for a person", () => {
  expect(isTransient(new AppError("upstream", "busy", { retryable: true }))).toBe(true);
  expect(isTransient(new AppError("locked", "busy"))).toBe(true);
  expect(isTransient(new AppError("disk_full", "full"))).toBe(false);
  expect(isTransient(new Error("bug"))).toBe(false);
  expect([1, 2, 3, 9].map((attempt) => pauseBefore(attempt) / 60_000)).toEqual([1, 2, 5, 30]);
});

const trouble = (cause: string, ...affects: string[]): Trouble => ({
  cause,
  title: cause,
  text: `${cause}.`,
  affects,
  screen: "/sources",
});
const day = (number: number): string => `2026-06-${String(number).padStart(2, "0")}T03:30:00.000Z`;

test("one root cause is one message however many sources it stops; silence while it lasts; then all clear", () => {
  const token = [trouble("token", "Orders"), trouble("token", "Payments"), trouble("disk")];
  const first = tell(EMPTY_BOOK, token, day(1));
  expect(first.messages.map(({ text }) => text)).toEqual([
    "token. It touches Orders, Payments.",
    "disk.",
  ]);
  const second = tell(first.book, token, day(2));
  expect(second.messages).toEqual([]);
  const third = tell(second.book, [trouble("disk")], day(3));
  expect(third.messages.map(({ kind, title }) => [kind, title])).toEqual([
    ["all_clear", "All clear: token"],
  ]);
  expect(tell(third.book, [trouble("disk")], day(4)).messages).toEqual([]);
});

test("what is muted is not told until its day; at most two all-clears and the like a day", () => {
  const { book } = tell(
    EMPTY_BOOK,
    ["a", "b", "c"].map((cause) => trouble(cause)),
    day(1),
  );
  const muted = { reason: "known", until: day(5) };
  const quiet = { ...book, incidents: book.incidents.map((one) => ({ ...one, muted })) };
  expect(tell(quiet, [], day(2)).messages).toEqual([]);
  const healed = tell(book, [], day(3));
  expect(healed.messages).toHaveLength(2);
  expect(tell(healed.book, [], day(4)).messages).toHaveLength(1);
  const busy = tell(healed.book, [trouble("new")], day(3));
  expect(busy.messages.map(({ title }) => title)).toContain("new");
});

test("the last night in a sentence: planned, ran, why late, nights that became one run", () => {
  const slots = ["26", "27", "28"].map((date) => ({
    planned_at: `2026-03-${date}T01:30:00.000Z`,
    reason: COMPUTER_AWAY,
  }));
  const late = night({ slots, started_at: "2026-03-28T06:42:00.000Z" });
  expect(lastNight(late, "Europe/Berlin")).toBe(
    "Planned 02:30, ran 07:42; 3 planned nights became 1 run: this computer was asleep or off, or nobody was logged in. Published.",
  );
  const open = night({ outcome: null, finished_at: null });
  expect(lastNight(open, "Europe/Berlin")).not.toContain("Published");
});

test("a page shows what a source said as text, says what it leaves out, and loads nothing", () => {
  const report = {
    name: "revenue",
    label: "Revenue",
    question: "How much <b>did</b> we sell?",
    sentence: "Much.",
    currency: "EUR",
    kpis: [{ name: "revenue", label: "Revenue", unit: "currency", value: "12.5" }],
    columns: [
      { name: "product", type: "VARCHAR" },
      { name: "net", type: "DECIMAL(18,4)" },
    ],
    rows: Array.from({ length: 2001 }, () => ["<script>alert(1)</script>", "1.0000"]),
  };
  const page = reportPage(report, "Version 1.");
  expect(page).not.toContain("<script");
  expect(page).toContain("€12.50");
  expect(page).toContain("The first 2000 of 2001 rows");
  expect(page).toContain('<html lang="en">');
  expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect(indexPage([report], "Version 1.")).toContain('<a href="revenue.html">Revenue</a>');
});
