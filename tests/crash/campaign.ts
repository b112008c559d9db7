import { join } from "node:path";
import { expect } from "vitest";
import type { Ended } from "./child.ts";
import { contentsOf, differences } from "./contents.ts";
import { checkPublished } from "./published.ts";
import { randomNumbers, ShopFiles } from "./shop-files.ts";
import { debrisIn } from "./tree.ts";
import { makeWorkspace, run, temporaryFolder } from "./workspace.ts";

/** What one attempt on a run came to; `hit` says that the run did not get to its end. */
export interface Attempt {
  readonly what: string;
  readonly hit: boolean;
}

export function attemptOf(what: string, { signal, code, err }: Ended): Attempt {
  if (signal !== "SIGKILL" && code !== 0) throw new Error(`${what}: exit ${code}: ${err}`);
  return { what, hit: signal === "SIGKILL" };
}

/**
 * Attempts on the life of runs over changing files. After every one the published version must be whole;
 * after `inARow` of them a run must succeed, leave nothing behind, and what it built must be the same as in a
 * twin workspace that was never disturbed.
 * @returns the attempts that hit.
 */
export async function campaign(options: {
  readonly seed: number;
  readonly inARow: number;
  /** One attempt; null ends the campaign. */
  readonly attempt: (workspace: string, random: () => number) => Promise<Attempt | null>;
}): Promise<readonly string[]> {
  console.info(`crash campaign, seed ${options.seed}`);
  const folder = await temporaryFolder();
  const shop = new ShopFiles(join(folder.path, "files"), options.seed);
  const [workspace, twin] = [join(folder.path, "shop"), join(folder.path, "twin")];
  const random = randomNumbers(options.seed + 1);
  const hits: string[] = [];
  try {
    await shop.next();
    for (const each of [workspace, twin]) await makeWorkspace(each, shop);
    for (let going = true; going;) {
      const tried: string[] = [];
      for (let times = 0; times < options.inARow && going; times += 1) {
        const before = await checkPublished(workspace);
        const attempt = await options.attempt(workspace, random);
        if (attempt === null) going = false;
        else {
          tried.push(attempt.what);
          if (attempt.hit) hits.push(attempt.what);
          await expectWhole(workspace, before.version, tried);
        }
      }
      await expectRecovered(workspace, twin, tried);
      await shop.next();
    }
    return hits;
  } finally {
    await folder.remove();
  }
}

async function expectWhole(
  workspace: string,
  before: number | null,
  tried: readonly string[],
): Promise<void> {
  const { version, problems } = await checkPublished(workspace);
  expect(problems, `published version after ${tried.join("; ")}`).toEqual([]);
  expect(version ?? 0, `version after ${tried.join("; ")}`).toBeGreaterThanOrEqual(before ?? 0);
}

async function expectRecovered(
  workspace: string,
  twin: string,
  tried: readonly string[],
): Promise<void> {
  const after = `after ${tried.join("; ")}`;
  const result = await run(workspace);
  expect(["succeeded", "unchanged"], `run ${after}`).toContain(result.status);
  await run(twin);
  const published = await checkPublished(workspace);
  expect(published.problems, after).toEqual([]);
  expect(debrisIn(workspace), `debris ${after}`).toEqual([]);
  const lost = differences(await contentsOf(workspace), await contentsOf(twin));
  expect(lost, `beside the twin ${after}`).toEqual([]);
}
