import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkPublished } from "./published.ts";
import { ShopFiles } from "./shop-files.ts";
import { debrisIn } from "./tree.ts";
import { makeWorkspace, run, temporaryFolder, withApp } from "./workspace.ts";

const READER = join(import.meta.dirname, "reader-child.ts");

interface Reading {
  readonly loops: number;
  readonly versions: readonly number[];
  readonly errors: readonly string[];
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

/** Readers in a process of their own, until `stop`. */
function startReaders(root: string, count: number) {
  const child = spawn(process.execPath, [READER, root, String(count)]);
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const ended = new Promise<Reading>((resolve, reject) => {
    child.on("close", (code) => {
      if (code === 0) resolve(JSON.parse(out) as Reading);
      else reject(new Error(`a reader ended with ${code}: ${err}`));
    });
  });
  return {
    stop: () => {
      child.stdin.end();
      return ended;
    },
  };
}

/** Milliseconds; a machine that does other things too must not make it fail. */
const PATIENCE = 1_800_000;

test(
  "twenty readers while twenty runs publish and some are rolled back: no error, no mixed version",
  async () => {
    const shop = new ShopFiles(join(folder.path, "files"), 31);
    const workspace = join(folder.path, "shop");
    await shop.next();
    await makeWorkspace(workspace, shop);
    await run(workspace);
    const readers = [1, 2, 3, 4].map(() => startReaders(join(workspace, "published"), 5));
    for (let times = 1; times <= 20; times += 1) {
      await shop.next();
      expect(await run(workspace)).toMatchObject({ status: "succeeded", published: true });
      if (times % 6 === 0) {
        await withApp(workspace, ({ publishing }) => publishing.rollback({ version: times - 1 }));
      }
    }
    const read = await Promise.all(readers.map((reader) => reader.stop()));
    expect(read.flatMap(({ errors }) => errors)).toEqual([]);
    expect(Math.min(...read.map(({ loops }) => loops))).toBeGreaterThan(5);
    expect(new Set(read.flatMap(({ versions }) => versions)).size).toBeGreaterThan(5);
    expect(await checkPublished(workspace)).toEqual({ version: 21, problems: [] });
    expect(debrisIn(workspace)).toEqual([]);
  },
  PATIENCE,
);
