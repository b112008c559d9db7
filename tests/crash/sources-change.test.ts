import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RunResult } from "#contract/runs.ts";
import { startRun } from "./child.ts";
import { contentsOf, differences } from "./contents.ts";
import { checkPublished } from "./published.ts";
import { ShopFiles } from "./shop-files.ts";
import { debrisIn } from "./tree.ts";
import { makeWorkspace, run, temporaryFolder } from "./workspace.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

const CHANGES: Readonly<Record<string, (text: string) => string | null>> = {
  removed: () => null,
  truncated: (text) => text.slice(0, text.length / 2),
  "emptied to nothing": () => "",
  "replaced by other columns": () => "a,b\n1,2\n",
  "given one more row": (text) => `${text}9999,1,2024-10-01,paid,EUR\n`,
  "replaced by equally many bytes": (text) => text.replaceAll("paid", "open"),
};

test.each(Object.entries(CHANGES))(
  "orders.csv is %s while it is read: held at its last good rows, everything else goes on",
  async (_, change) => {
    const shop = new ShopFiles(join(folder.path, "files"), 5);
    const [workspace, twin] = [join(folder.path, "shop"), join(folder.path, "twin")];
    await shop.next();
    for (const each of [workspace, twin]) {
      await makeWorkspace(each, shop);
      await run(each);
    }
    const orders = join(shop.folder, "orders.csv");
    const before = readFileSync(orders, "utf8");
    await shop.next();
    const after = readFileSync(orders, "utf8");
    const { code, out, err } = await startRun(workspace, {
      at: "call",
      when: "after",
      operation: "mkdir",
      path: "\\.staging$",
      number: 3,
      instead: { replace: orders, by: change(after) },
    }).ended;
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const { result } = JSON.parse(out.trim().split("\n").at(-1)!) as { result: RunResult };
    expect(result.layers.bronze["orders"]).toMatchObject({ held: true });
    expect(result.layers.bronze["order-items"]).toMatchObject({ held: false });
    expect(result.status).toBe("succeeded");
    expect((await checkPublished(workspace)).problems).toEqual([]);
    expect(debrisIn(workspace)).toEqual([]);
    // The twin never saw the new orders at all: what was used must be the last good ones.
    writeFileSync(orders, before);
    await run(twin);
    expect(differences(await contentsOf(workspace), await contentsOf(twin))).toEqual([]);
    writeFileSync(orders, after);
    for (const each of [workspace, twin]) expect((await run(each)).status).toBe("succeeded");
    expect(differences(await contentsOf(workspace), await contentsOf(twin))).toEqual([]);
  },
);
