import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { NightRecord } from "#domain/night/record.ts";
import type { NightResult } from "#contract/night.ts";
import { createApp } from "#main/shared/wiring.ts";
import { attemptOf } from "./campaign.ts";
import { type Ended, start } from "./child.ts";
import { contentsOf, differences } from "./contents.ts";
import { checkPublished } from "./published.ts";
import { seed } from "./seed.ts";
import { randomNumbers, ShopFiles } from "./shop-files.ts";
import { debrisIn } from "./tree.ts";
import { makeWorkspace, temporaryFolder, withApp } from "./workspace.ts";

const NIGHT_CHILD = join(import.meta.dirname, "night-child.ts");
const DAY = 86_400_000;
/** Kills that must hit; a night is killed up to three times before it is let live. */
const KILLS = Number(process.env["MEDALLION_NIGHT_KILLS"] ?? 6);
/** Milliseconds; a machine that does other things too must not make it fail. */
const PATIENCE = 3_600_000;

const planned = (night: number): string =>
  new Date(Date.parse("2024-12-03T03:30:00Z") + night * DAY).toISOString();
const justAfter = (night: number): string =>
  new Date(Date.parse(planned(night)) + 2000).toISOString();

/** A plan that publishes by itself, whatever moved; the first version was looked at by a person. */
async function planNights(workspace: string): Promise<void> {
  const clock = { now: () => new Date(planned(0)), elapsed: () => performance.now() };
  const app = await createApp(workspace, { clock });
  await app.services.workspaces.update(workspace, (now) => ({
    ...now,
    settings: { ...now.settings, shrink_limit: { rows: 1_000_000, share: 1 } },
    schedule: {
      enabled: true,
      daily: "03:30",
      time_zone: "UTC",
      auto_publish_limit: 100,
      enabled_since: planned(0),
    },
  }));
  const events = await app.client.runs.start({ publish: true });
  while (!(await events.next()).done);
  await app.close();
}

const night = (workspace: string, number: number) =>
  start(process.execPath, [NIGHT_CHILD, workspace, justAfter(number)]);

/** A night that is let live, to its end. */
async function whole(workspace: string, number: number): Promise<NightResult & Ended> {
  const ended = await night(workspace, number).ended;
  expect(ended.code, ended.err).toBe(0);
  const line = ended.out.trim().split("\n").at(-1) ?? "";
  return { ...(JSON.parse(line) as { result: NightResult }).result, ...ended };
}

async function killedAfter(workspace: string, number: number, milliseconds: number) {
  const child = night(workspace, number);
  await child.working;
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.process.kill("SIGKILL");
  return child.ended;
}

const records = (workspace: string): NightRecord[] =>
  readdirSync(join(workspace, "nights"))
    .filter((name) => /^n\d+\.json$/.test(name))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(workspace, "nights", name), "utf8")));

test(
  "kill -9 at any instant of a night: published stays whole, the next start finishes it, nothing is lost",
  async () => {
    const from = seed();
    console.info(`killed nights, seed ${from}, ${KILLS} kills`);
    const folder = await temporaryFolder();
    const random = randomNumbers(from + 1);
    const shop = new ShopFiles(join(folder.path, "files"), from);
    const [killed, twin] = [join(folder.path, "shop"), join(folder.path, "twin")];
    try {
      await shop.next();
      for (const each of [killed, twin]) {
        await makeWorkspace(each, shop);
        await planNights(each);
      }
      let duration = 2500;
      let hits = 0;
      for (let number = 1; hits < KILLS; number += 1) {
        await shop.next();
        for (let times = 0; times < 3 && hits < KILLS; times += 1) {
          const before = await checkPublished(killed);
          const after = Math.round(random() * duration * 1.05);
          const ended = await killedAfter(killed, number, after);
          const what = `night ${number}, kill ${hits + 1} after ${after} ms`;
          const { hit } = attemptOf(what, ended);
          const { version, problems } = await checkPublished(killed);
          expect(problems, what).toEqual([]);
          expect(version ?? 0, what).toBeGreaterThanOrEqual(before.version ?? 0);
          if (!hit) {
            duration = 0.7 * duration + 0.3 * ended.worked;
            break;
          }
          hits += 1;
        }
        await expectFinished(killed, twin, number);
      }
    } finally {
      await folder.remove();
    }
  },
  PATIENCE,
);

/** The next start ends the night; beside it stands one that nobody disturbed. */
async function expectFinished(killed: string, twin: string, number: number): Promise<void> {
  const after = `night ${number}`;
  await whole(killed, number);
  const undisturbed = await whole(twin, number);
  expect(undisturbed.night?.outcome, undisturbed.sentence).toMatch(/published|current|waiting/);
  const nights = records(killed);
  expect(
    nights.every(({ finished_at }) => finished_at !== null),
    after,
  ).toBe(true);
  const last = nights.at(-1)!;
  expect(last.outcome, last.reasons.join(" ")).toBe(undisturbed.night?.outcome);
  const steps = last.steps.map(({ name, status }) => `${name} ${status}`);
  const published = last.outcome === "waiting" ? "publish skipped" : "publish done";
  const rest = ["reports done", "retention done", "alerts done"];
  expect(steps, after).toEqual(["run done", published, ...rest]);
  const slots = nights.flatMap((one) => one.slots.map(({ planned_at }) => planned_at));
  expect(slots, after).toEqual(Array.from({ length: number }, (_, index) => planned(index + 1)));
  expect((await checkPublished(killed)).problems, after).toEqual([]);
  expect(debrisIn(killed), `debris after ${after}`).toEqual([]);
  const lost = differences(await contentsOf(killed), await contentsOf(twin));
  expect(lost, `beside the twin after ${after}`).toEqual([]);
  if (last.outcome === "waiting") for (const each of [killed, twin]) await publishByHand(each);
}

/** What waits is looked at by a person, so that the next night has something to compare with. */
const publishByHand = (workspace: string): Promise<void> =>
  withApp(workspace, async ({ publishing }) => {
    const events = await publishing.publish({ reason: "looked at" });
    while (!(await events.next()).done);
  });
