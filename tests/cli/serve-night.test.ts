/** The console catches up a night that nobody started, while it is open; a second opening starts no other. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FileWorkspaceStore } from "#adapters/workspace/workspace-store.ts";
import type { NightRecord } from "#domain/night/record.ts";
import { CLI } from "#tests/crash/child.ts";
import { medallion } from "#tests/integration/cli.ts";

const MINUTE = 60_000;
const folder = mkdtempSync(join(tmpdir(), "medallion-catch-up-"));
const shop = join(folder, "shop");
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Half an hour ago, to the minute. */
const planned = new Date(Math.floor((Date.now() - 30 * MINUTE) / MINUTE) * MINUTE);

beforeAll(async () => {
  writeFileSync(join(folder, "customers.csv"), "customer_id,name\nc1,Ada\nc2,Bo\n");
  const ok = async (...argv: string[]): Promise<void> => {
    const { code, err } = await medallion(...argv);
    expect(code, err).toBe(0);
  };
  await ok("init", shop, "--tz", "UTC");
  await ok("source", "add", shop, "customers", "--csv", join(folder, "customers.csv"));
  await new FileWorkspaceStore().update(shop, (now) => ({
    ...now,
    schedule: {
      enabled: true,
      daily: planned.toISOString().slice(11, 16),
      time_zone: "UTC",
      auto_publish_limit: null,
      enabled_since: new Date(planned.getTime() - 60 * MINUTE).toISOString(),
    },
  }));
});

/** Opens the console; answers when it was there. */
function serve(): Promise<{ readonly at: number; readonly child: ChildProcess }> {
  const child = spawn(process.execPath, [CLI, "serve", shop, "--json", "--no-build"]);
  started.push(child);
  return new Promise((resolve, reject) => {
    child.on("exit", (code) => reject(new Error(`serve ended with ${code}`)));
    child.stdout.on("data", () => resolve({ at: Date.now(), child }));
  });
}

const nights = (): NightRecord[] => {
  const names = readdirSync(shop).includes("nights") ? readdirSync(join(shop, "nights")) : [];
  return names
    .filter((name) => /^n\d{6}\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(join(shop, "nights", name), "utf8")) as NightRecord);
};
const until = async (done: () => boolean): Promise<void> => {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 250));
};

test(
  "a missed night begins while the console opens, with its reason, and is not begun again",
  { timeout: 5 * MINUTE },
  async () => {
    const { at, child } = await serve();
    await until(() => nights().some(({ finished_at }) => finished_at !== null));
    const [night] = nights();
    console.info(
      `caught up ${Math.round((Date.parse(night!.started_at) - at) / 1000)} s after opening`,
    );
    expect(night).toMatchObject({
      scheduled: true,
      outcome: "waiting",
      slots: [
        {
          planned_at: planned.toISOString(),
          reason: "this computer was asleep or off, or nobody was logged in",
        },
      ],
    });
    child.removeAllListeners("exit");
    child.kill("SIGTERM");
    await until(() => child.exitCode !== null);
    const again = await medallion("nightly", shop, "--scheduled");
    expect([again.code, again.out.trim()]).toEqual([
      0,
      "Nothing is due: the last planned night was done.",
    ]);
    expect(nights()).toHaveLength(1);
  },
);
