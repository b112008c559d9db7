import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { createFileLeases } from "#adapters/lease/file-store.ts";
import { leasesOver } from "#app/lease/leases.ts";
import { nightWith } from "#app/night/night-run.ts";
import type { NightWork } from "#app/night/night-work.ts";
import { NIGHT_WORK } from "#app/night/night-steps.ts";
import type { Services } from "#app/services.ts";
import { AppError } from "#domain/errors.ts";
import type { Lab } from "#tests/engine/lab.ts";
import { shopAfterRun } from "#tests/engine/shop.ts";

let lab: Lab;
afterEach(() => lab.close());

const away = (): AppError =>
  new AppError("upstream", "The bucket could not be reached.", { retryable: true });

/** A shop that shares its lake, and a clock of the test's own that starts with the first planned night. */
async function sharedShop(parts: Partial<Services> = {}): Promise<{
  readonly services: Services;
  readonly state: { now: Date };
}> {
  lab = await shopAfterRun();
  await lab.services.workspaces.update(lab.directory, (workspace) => ({
    ...workspace,
    schedule: {
      enabled: true,
      daily: "03:30",
      time_zone: "UTC",
      auto_publish_limit: 50,
      enabled_since: "2026-10-31T12:00:00.000Z",
    },
  }));
  const state = { now: new Date("2026-11-01T03:30:01Z") };
  const clock = { now: () => state.now, elapsed: () => 0 };
  const pause = async (milliseconds: number): Promise<void> => {
    state.now = new Date(state.now.getTime() + milliseconds);
  };
  return { services: { ...lab.services, clock, pause, ...parts }, state };
}

const night = (services: Services, work: NightWork = NIGHT_WORK) =>
  nightWith(services, work)({ scheduled: true }, lab.call);

const messages = async (): Promise<{ kind: string; text: string }[]> => {
  const path = join(lab.directory, "nights", "messages.jsonl");
  const lines = (await readFile(path, "utf8").catch(() => "")).trim().split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as { kind: string; text: string });
};

test("a bucket that goes away in the middle of a night keeps nobody from being told", async () => {
  const { services } = await sharedShop();
  const acquire: Services["leases"]["acquire"] = async (...wanted) => {
    const held = await services.leases.acquire(...wanted);
    return {
      fence: held.fence,
      note: held.note,
      renew: () => Promise.reject(away()),
      release: (note) => held.release(note),
    };
  };
  const work: NightWork = { ...NIGHT_WORK, run: () => Promise.reject(new Error("No disk.")) };
  const { night: done } = await night(
    { ...services, leases: { ...services.leases, acquire } },
    work,
  );
  const alerts = { name: "alerts", status: "done" };
  expect(done?.steps).toEqual(expect.arrayContaining([expect.objectContaining(alerts)]));
  expect((await messages()).map(({ kind }) => kind)).toEqual(["new"]);
});

const lakeOf = (parts: Partial<NonNullable<Services["lake"]>>): NonNullable<Services["lake"]> => ({
  status: () => Promise.reject(away()),
  pull: async () => MOVED,
  giveWay: async () => MOVED,
  push: async () => MOVED,
  ...parts,
});
const MOVED = { generation: 1, files: 0, bytes: 0 };
const nextDay = (day: number): Date => new Date(`2026-11-0${day}T03:30:01Z`);

test.each([
  ["a bucket that stays away", { retryable: true }],
  ["a sign-in that expired", { retryable: false }],
])(
  "%s: each night is accounted for as failed, told once, and once when it is over",
  async (_what, how) => {
    const { services, state } = await sharedShop();
    await lab.publish("looked at");
    const acquire = () =>
      Promise.reject(new AppError("upstream", "The bucket did not let us in.", how));
    const without = { ...services, leases: { ...services.leases, acquire } };
    for (const day of [1, 2]) {
      state.now = nextDay(day);
      const { night: failed, sentence } = await night(without);
      expect(failed).toMatchObject({ number: day, outcome: "failed", resumed: 0 });
      expect(failed?.finished_at).not.toBeNull();
      expect(failed?.slots).toEqual([
        { planned_at: `2026-11-0${day}T03:30:00.000Z`, reason: null },
      ]);
      expect(sentence).toContain("Ran 03:30 as planned. The bucket did not let us in.");
      expect((await messages()).map(({ kind }) => kind)).toEqual(["new"]);
      expect((await night(without)).due).toBe(false);
    }
    state.now = nextDay(3);
    expect((await night(services)).night?.slots).toHaveLength(1);
    expect((await messages()).map(({ kind }) => kind)).toEqual(["new", "all_clear"]);
  },
);

test("what cannot be taken over ends the night as failed, and the lease is given back", async () => {
  const { services } = await sharedShop();
  const text = "This computer and the lake both changed gold.";
  const pull = () => Promise.reject(new AppError("conflict", text, { hint: "Pull it anew." }));
  const { night: failed } = await night({ ...services, lake: lakeOf({ pull }) });
  expect(failed?.steps).toMatchObject([
    { name: "lake", status: "failed", text: `${text} Pull it anew.` },
    { name: "alerts", status: "done" },
  ]);
  expect((await messages())[0]?.text).toContain(text);
  expect(await services.leases.holder("work")).toBeNull();
});

test("a lease that another computer holds is waited for, and no night is called failed", async () => {
  const { services } = await sharedShop();
  const busy = new AppError("locked", "Jan works on this lake.", { retryable: true });
  const leases = { ...services.leases, acquire: () => Promise.reject(busy) };
  await expect(night({ ...services, leases })).rejects.toBe(busy);
  expect(await services.nights.list()).toEqual([]);
  expect(await messages()).toEqual([]);
});

const stepOf = (name: string, status: string) =>
  expect.arrayContaining([expect.objectContaining({ name, status })]);
const noteLeft = async (services: Services): Promise<string | null> => {
  const lease = await services.leases.acquire("work", {
    holder: "Jan",
    purpose: "to look",
    milliseconds: 1000,
  });
  await lease.release();
  return lease.note;
};

test("a night that cannot be sent is told, leaves no note that it is done, and goes with the next one", async () => {
  const { services, state } = await sharedShop();
  await lab.publish("looked at");
  let reachable = false;
  const shared: (string | null)[] = [];
  const push = async () => {
    const last = (await services.nights.shared()).at(-1);
    shared.push(last?.night.finished_at ?? null);
    if (!reachable) throw away();
    return MOVED;
  };
  const withLake = { ...services, lake: lakeOf({ push }) };
  const { night: first, sentence } = await night(withLake);
  expect(first?.steps).toEqual(stepOf("send", "failed"));
  expect(first?.finished_at).not.toBeNull();
  expect(sentence).toContain("The other computers cannot see it: The bucket could not be reached.");
  expect((await messages()).map(({ kind }) => kind)).toEqual(["new"]);
  expect(await noteLeft(services)).toBeNull();
  reachable = true;
  state.now = nextDay(2);
  const { night: second } = await night(withLake);
  expect(second?.steps).toEqual(stepOf("send", "done"));
  expect((await messages()).map(({ kind }) => kind)).toEqual(["new", "all_clear"]);
  expect(await noteLeft(services)).toContain("2026-11-02T03:30:01");
  expect(shared).toEqual([nextDay(1).toISOString(), nextDay(2).toISOString()]);
});

test("a night that never arrived gives way to the one another computer did since", async () => {
  const { services, state } = await sharedShop();
  const gone = { ...services, lake: lakeOf({ push: () => Promise.reject(away()) }) };
  await night(gone);
  state.now = nextDay(2);
  let gave = 0;
  const pull = () => Promise.reject(new AppError("conflict", "Both changed gold."));
  const giveWay = async () => {
    gave += 1;
    return MOVED;
  };
  const { night: second } = await night({ ...services, lake: lakeOf({ pull, giveWay }) });
  expect(gave).toBe(1);
  expect(second?.steps).toEqual(stepOf("send", "done"));
});

test("who loses the lease after its night was sent ends it all the same", async () => {
  const { services } = await sharedShop();
  const push = async () => {
    const later = { ...services.clock, now: () => new Date("2026-11-01T09:00:00Z") };
    const other = leasesOver(createFileLeases(join(lab.directory, "leases")), later);
    await other.acquire("work", { holder: "Jan", purpose: "to look", milliseconds: 1000 });
    return MOVED;
  };
  const clock = { now: () => new Date("2026-11-01T03:30:01Z"), elapsed: () => 0 };
  const leases = leasesOver(createFileLeases(join(lab.directory, "leases")), clock);
  const { night: done } = await night({ ...services, leases, lake: lakeOf({ push }) });
  expect(done?.outcome).not.toBe("elsewhere");
  expect(done?.steps).toEqual(stepOf("alerts", "done"));
});
