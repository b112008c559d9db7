import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { medallion } from "./child.ts";
import { checkPublished } from "./published.ts";
import { randomNumbers, ShopFiles } from "./shop-files.ts";
import { seed } from "./seed.ts";
import { debrisIn } from "./tree.ts";
import { makeWorkspace, run, temporaryFolder } from "./workspace.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let shop: ShopFiles;
let workspace = "";
beforeEach(async () => {
  folder = await temporaryFolder();
  shop = new ShopFiles(join(folder.path, "files"), 11);
  workspace = join(folder.path, "shop");
  await shop.next();
  await makeWorkspace(workspace, shop);
});
afterEach(() => folder.remove());

test("of two runs at once one is refused with exit 3 and the name of the other", async () => {
  const first = medallion(["run", workspace, "--publish", "--json"]);
  await first.working;
  const second = await medallion(["run", workspace, "--json"]).ended;
  expect(second.code).toBe(3);
  expect(second.err).toContain(`process ${first.process.pid}`);
  expect(JSON.parse(second.out)).toMatchObject({ error: { code: "locked", retryable: true } });
  expect(await first.ended).toMatchObject({ code: 0 });
  expect((await checkPublished(workspace)).problems).toEqual([]);
  expect(debrisIn(workspace)).toEqual([]);
});

test("two publishes at once: both end well and one version is made", async () => {
  await run(workspace, false);
  const both = [1, 2].map(() => medallion(["publish", workspace, "--json"]).ended);
  const ended = await Promise.all(both);
  expect(ended.map(({ code, err }) => (code === 0 ? "" : err))).toEqual(["", ""]);
  const changed = ended.map(({ out }) => (JSON.parse(out) as { changed: boolean }).changed);
  expect(changed.sort()).toEqual([false, true]);
  expect(await checkPublished(workspace)).toEqual({ version: 1, problems: [] });
});

test("Ctrl-C at any time: exit 130, everything whole, nothing left behind, the next run succeeds", async () => {
  const used = seed();
  console.info(`Ctrl-C, seed ${used}`);
  const random = randomNumbers(used);
  let stopped = 0;
  let duration = 1200;
  while (stopped < 8) {
    const child = medallion(["run", workspace, "--publish", "--json"]);
    await child.working;
    const after = Math.round(random() * duration);
    await pause(after);
    child.process.kill("SIGINT");
    const { code, out, err, worked } = await child.ended;
    const when = `after ${after} ms: ${err.slice(-500)}`;
    expect([0, 130], when).toContain(code);
    if (code === 130) {
      stopped += 1;
      expect(JSON.parse(out), when).toMatchObject({ error: { code: "cancelled" } });
    } else {
      duration = (duration + worked) / 2;
      await shop.next();
    }
    expect(debrisIn(workspace), when).toEqual([]);
    expect((await checkPublished(workspace)).problems, when).toEqual([]);
  }
  expect(["succeeded", "unchanged"]).toContain((await run(workspace)).status);
  expect(debrisIn(workspace)).toEqual([]);
  expect((await checkPublished(workspace)).problems).toEqual([]);
});
