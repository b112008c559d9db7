import { expect, test } from "vitest";
import {
  addDays,
  defaultSchedule,
  instantOf,
  nextRun,
  nightsOf,
  type Schedule,
} from "./schedule.ts";

const BERLIN = "Europe/Berlin";
const plan: Schedule = {
  ...defaultSchedule(BERLIN),
  enabled: true,
  enabled_since: "2026-11-15T12:00:00.000Z",
};

test.each([
  ["2026-07-01", "03:30", BERLIN, "2026-07-01T01:30:00.000Z"],
  ["2026-01-01", "03:30", "America/New_York", "2026-01-01T08:30:00.000Z"],
  ["2026-07-01", "03:30", "Asia/Kolkata", "2026-06-30T22:00:00.000Z"],
  // Clocks jump from 2 to 3: the same distance after the jump.
  ["2026-03-29", "02:30", BERLIN, "2026-03-29T01:30:00.000Z"],
  // 2:30 comes twice: the first.
  ["2026-10-25", "02:30", BERLIN, "2026-10-25T00:30:00.000Z"],
])("%s %s in %s is %s", (date, time, zone, instant) => {
  expect(instantOf(date, time, zone).toISOString()).toBe(instant);
});

test("days are added over the ends of months and years", () => {
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
});

test("the next run is today's while its time has not come, else tomorrow's; off means never", () => {
  expect(nextRun(plan, new Date("2026-11-20T02:29:00Z"))?.toISOString()).toBe(
    "2026-11-20T02:30:00.000Z",
  );
  expect(nextRun(plan, new Date("2026-11-20T02:30:00Z"))?.toISOString()).toBe(
    "2026-11-21T02:30:00.000Z",
  );
  expect(nextRun({ ...plan, enabled: false }, new Date("2026-11-20T02:29:00Z"))).toBeNull();
});

test("nights are told from the runs between one plan and the next", () => {
  const run = (id: string, started_at: string, status = "succeeded") => ({
    id,
    started_at,
    status,
  });
  const runs = [
    run("r1", "2026-11-14T11:00:00Z"),
    run("r2", "2026-11-16T02:30:05Z"),
    run("r3", "2026-11-17T06:42:00Z"),
    run("r4", "2026-11-18T02:31:00Z", "held"),
    run("r5", "2026-11-19T02:31:00Z", "failed"),
    run("r6", "2026-11-19T09:00:00Z"),
    run("r7", "2026-11-21T02:30:00Z", "interrupted"),
  ];
  const nights = nightsOf(plan, runs, new Date("2026-11-21T12:00:00Z"), new Map(), 9);
  expect(nights.map(({ date, status, run_id }) => [date, status, run_id])).toEqual([
    ["2026-11-13", "off", null],
    ["2026-11-14", "ran", "r1"],
    ["2026-11-15", "off", null],
    ["2026-11-16", "ran", "r2"],
    ["2026-11-17", "late", "r3"],
    ["2026-11-18", "held", "r4"],
    ["2026-11-19", "late", "r6"],
    ["2026-11-20", "missed", null],
    ["2026-11-21", "failed", "r7"],
  ]);
  expect(nights[4]?.text).toBe("Planned 03:30, ran 07:42.");
});

test("the night that has not come yet is not among them", () => {
  const nights = nightsOf(plan, [], new Date("2026-11-21T01:00:00Z"), new Map(), 2);
  expect(nights.map(({ date }) => date)).toEqual(["2026-11-19", "2026-11-20"]);
});
