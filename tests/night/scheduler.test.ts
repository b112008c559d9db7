import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createScheduler } from "#adapters/scheduler/scheduler.ts";
import type { NightPlan } from "#domain/night/plan.ts";

type Answer = { code: number | null; out: string; err: string };
const done = (out = ""): Answer => ({ code: 0, out, err: "" });
const refused = (err: string): Answer => ({ code: 1, out: "", err });

let home = "";
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "night-"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const NOW = new Date("2026-11-20T12:00:00Z");
const clock = { now: () => NOW, elapsed: () => 0 };
const plan = (): NightPlan => ({
  name: "medallion-shop",
  command: [process.execPath, "/med/index.ts", "nightly", `${home}/my "shop" 100%`, "--scheduled"],
  directory: `${home}/my "shop" 100%`,
  daily: "03:30",
  time_zone: "Europe/Berlin",
});

/** A computer whose programs remember what they were told. */
function computer(parts: { systemd: boolean; crontab: string | null }) {
  const state = { ...parts, timer: false };
  const run = async (program: string, words: readonly string[], input = ""): Promise<Answer> => {
    if (program === "crontab") {
      if (words[0] === "-") state.crontab = input;
      if (state.crontab === null) return refused("no crontab for marta");
      return done(words[0] === "-" ? "" : state.crontab);
    }
    if (program !== "systemctl") return { code: null, out: "", err: "" };
    if (!state.systemd) return refused("Failed to connect to bus");
    if (words.includes("enable")) state.timer = true;
    if (words.includes("disable")) state.timer = false;
    const load = state.timer ? "loaded" : "not-found";
    return done(
      `LoadState=${load}\nActiveState=active\nUnitFileState=enabled\nNeedDaemonReload=no\n`,
    );
  };
  const options = { clock, program: null, enabled: true, platform: "linux", run, home };
  return { state, scheduler: createScheduler({ ...options, time_zone: "Europe/Berlin" }) };
}

test("registered, read back, changed by somebody, taken out: the answer is what the system has", async () => {
  const { scheduler, state } = computer({ systemd: true, crontab: null });
  expect(await scheduler.available()).toEqual(["systemd", "cron"]);
  expect((await scheduler.read(plan())).state).toBe("none");
  await scheduler.register("systemd", plan());
  expect(await scheduler.read(plan())).toMatchObject({ kind: "systemd", state: "same" });
  expect((await scheduler.read({ ...plan(), daily: "04:00" })).state).toBe("other");
  const timer = join(home, ".config/systemd/user/medallion-shop.timer");
  await writeFile(timer, "[Timer]\nOnCalendar=weekly\n");
  expect((await scheduler.read(plan())).state).toBe("other");
  await scheduler.unregister("medallion-shop");
  expect((await scheduler.read(plan())).state).toBe("none");
  expect(await readdir(join(home, ".config/systemd/user"))).toEqual([]);
  expect(state.timer).toBe(false);
});

test("without systemd cron takes it, and every other line of the crontab stays", async () => {
  const mine = "MAILTO=me\n0 1 * * * backup\n";
  const { scheduler, state } = computer({ systemd: false, crontab: mine });
  expect(await scheduler.available()).toEqual(["cron"]);
  await scheduler.register("cron", plan());
  await scheduler.register("cron", plan());
  expect(state.crontab).toContain(mine);
  expect(state.crontab?.match(/medallion-shop$/gm)).toHaveLength(2);
  expect(await scheduler.read(plan())).toMatchObject({ kind: "cron", state: "same" });
  await scheduler.unregister("medallion-shop");
  expect(state.crontab).toBe(mine);
});

test("moving from cron to systemd leaves nothing in the crontab: never two starts", async () => {
  const { scheduler, state } = computer({ systemd: true, crontab: "" });
  await scheduler.register("cron", plan());
  await scheduler.register("systemd", plan());
  expect(state.crontab).toBe("");
  expect((await scheduler.read(plan())).kind).toBe("systemd");
});

test("what the system refuses is an error with its own words, not a registration", async () => {
  const { scheduler } = computer({ systemd: false, crontab: null });
  await expect(scheduler.register("systemd", plan())).rejects.toThrow("Failed to connect to bus");
  expect((await scheduler.read(plan())).state).toBe("none");
});
