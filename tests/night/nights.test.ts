import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { NightRecord } from "#domain/night/record.ts";
import type { Lab } from "#tests/engine/lab.ts";
import { LINE_HEADER, LINE_ROWS, shopAfterRun } from "#tests/engine/shop.ts";
import { nightRun } from "#app/night/night-run.ts";
import type { Services } from "#app/services.ts";

let lab: Lab;
afterEach(() => lab.close());

/** A clock of the test's own: nights are told from it to the minute. */
function at(instant: string): { now: Date; services: Services } {
  const state = { now: new Date(instant), services: lab.services };
  const clock = { now: () => state.now, elapsed: () => 0 };
  state.services = {
    ...lab.services,
    clock,
    pause: async (milliseconds) => {
      state.now = new Date(state.now.getTime() + milliseconds);
    },
  };
  return state;
}

const scheduled = (services: Services) => nightRun(services)({ scheduled: true }, lab.call);

async function shopWithPlan(limit: number | null): Promise<void> {
  lab = await shopAfterRun();
  await lab.services.workspaces.update(lab.directory, (workspace) => ({
    ...workspace,
    time_zone: "Europe/Berlin",
    schedule: {
      enabled: true,
      daily: "03:30",
      time_zone: "Europe/Berlin",
      auto_publish_limit: limit,
      enabled_since: "2026-10-01T12:00:00.000Z",
    },
  }));
}

const messages = async (): Promise<string[]> => {
  const path = join(lab.directory, "nights", "messages.jsonl");
  return (await readFile(path, "utf8").catch(() => "")).trim().split("\n").filter(Boolean);
};

test("a month of nights: asleep, cut off, locked, clocks set back; every slot answered once", async () => {
  await shopWithPlan(50);
  await lab.publish("looked at");
  const time = at("2026-10-02T01:30:02Z");
  const asleep = new Set([4, 5, 6, 17]);
  for (let day = 2; day <= 31; day += 1) {
    if (asleep.has(day)) continue;
    // Clocks go back on the 25th.
    const hour = day < 25 ? "01" : "02";
    time.now = new Date(`2026-10-${String(day).padStart(2, "0")}T${hour}:30:02Z`);
    if (day === 12) {
      const lock = await lab.services.locks.acquire("run", { purpose: "by hand" });
      const { services } = time;
      const busy = { ...services, pause: async () => lock.release() };
      expect((await scheduled(busy)).night?.attempts).toBe(2);
      continue;
    }
    const first = await scheduled(time.services);
    expect(first.due).toBe(true);
    expect((await scheduled(time.services)).due).toBe(false);
  }
  const nights = await lab.services.nights.list();
  const slots = nights.flatMap((night) => night.slots.map(({ planned_at }) => planned_at));
  expect(new Set(slots).size).toBe(slots.length);
  expect(slots).toHaveLength(30);
  expect(nights).toHaveLength(26);
  const afterSleep = nights.find(({ slots: of }) => of.length === 4);
  expect(afterSleep?.slots.map(({ reason }) => reason === null)).toEqual([
    false,
    false,
    false,
    true,
  ]);
  expect(nights.every(({ outcome }) => outcome !== null && outcome !== "failed")).toBe(true);
});

test("a plan without a limit waits for a person; with one it publishes what moved little", async () => {
  await shopWithPlan(null);
  const time = at("2026-11-01T02:30:01Z");
  expect((await scheduled(time.services)).night).toMatchObject({ outcome: "waiting" });
  await lab.publish("looked at");
  await lab.services.workspaces.update(lab.directory, (workspace) => ({
    ...workspace,
    schedule: { ...workspace.schedule!, auto_publish_limit: 5 },
  }));
  await lab.write("lines.csv", LINE_HEADER, ...LINE_ROWS.slice(1));
  time.now = new Date("2026-11-02T02:30:01Z");
  const moved = await scheduled(time.services);
  expect(moved.night?.outcome).toBe("waiting");
  expect(moved.night?.reasons.join(" ")).toContain("Revenue moved by 17.09 %; your limit is 5 %.");
  expect(await messages()).toHaveLength(1);
  expect((await readdir(join(lab.directory, "reports", "2026-11-02"))).sort()).toEqual([
    "index.html",
    "revenue_by_day.html",
  ]);
});

test("a source that cannot be read keeps readers at the last version, is told once, and its healing too", async () => {
  await shopWithPlan(50);
  await lab.publish("looked at");
  const time = at("2026-11-01T02:30:01Z");
  const kept = await readFile(lab.path("orders.csv"));
  await rm(lab.path("orders.csv"));
  const first = await scheduled(time.services);
  expect(first.night).toMatchObject({ held_sources: ["The orders"] });
  time.now = new Date("2026-11-02T02:30:01Z");
  await scheduled(time.services);
  expect(await messages()).toHaveLength(1);
  await writeFile(lab.path("orders.csv"), kept);
  time.now = new Date("2026-11-03T02:30:01Z");
  await scheduled(time.services);
  const told = (await messages()).map((line) => JSON.parse(line) as { kind: string; text: string });
  expect(told.map(({ kind }) => kind)).toEqual(["new", "all_clear"]);
  expect(told[0]?.text).toContain("The orders");
});

test("a night that was killed goes on where it stood and is never called done before", async () => {
  await shopWithPlan(50);
  await lab.publish("looked at");
  const time = at("2026-11-01T02:30:01Z");
  let saves = 0;
  const saved: NightRecord[] = [];
  // The process dies at the n-th write of the journal, for every n there is.
  for (let kill = 1; kill <= 12; kill += 1) {
    const day = `2026-11-${String(kill).padStart(2, "0")}`;
    time.now = new Date(`${day}T02:30:01Z`);
    saves = 0;
    const nights = {
      ...lab.services.nights,
      save: async (record: NightRecord) => {
        saves += 1;
        if (saves >= kill) throw new Error("killed");
        await lab.services.nights.save(record);
      },
    };
    const died = await scheduled({ ...time.services, nights }).then(
      () => false,
      () => true,
    );
    const left = (await lab.services.nights.list()).at(-1);
    const whole =
      left !== undefined && left.started_at.startsWith(day) && left.finished_at !== null;
    expect(whole).toBe(!died);
    const { night } = await scheduled(time.services);
    if (died) expect(["current", "published"]).toContain(night?.outcome);
    saved.push((await lab.services.nights.list()).at(-1)!);
  }
  expect(saved.some(({ resumed }) => resumed > 0)).toBe(true);
  // What a process that is gone was writing, e.g. when it was killed between two lines of the store.
  await writeFile(join(lab.directory, "nights", `n000001.json.999999999-${"0".repeat(8)}.tmp`), "");
  await nightRun(time.services)({ scheduled: false }, lab.call);
  expect((await readdir(join(lab.directory, "nights"))).filter((n) => n.endsWith(".tmp"))).toEqual(
    [],
  );
  expect(saved.every(({ finished_at, steps }) => finished_at !== null && steps.length === 5)).toBe(
    true,
  );
});

test("two nights at once: by hand the second is refused, started by the system it ends quietly", async () => {
  await shopWithPlan(50);
  const { services } = at("2026-11-01T02:30:01Z");
  const lock = await services.locks.acquire("night", { purpose: "nightly run" });
  const byHand = nightRun(services)({ scheduled: false }, lab.call);
  await expect(byHand).rejects.toMatchObject({ code: "locked" });
  expect(await scheduled(services)).toMatchObject({ due: false, night: null });
  lock.release();
  expect(await services.nights.list()).toEqual([]);
});
