import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CLI, medallion, start } from "./child.ts";
import { type SmallDisk, smallDisk } from "./disks.ts";
import { checkPublished } from "./published.ts";
import { randomNumbers, ShopFiles } from "./shop-files.ts";
import { seed } from "./seed.ts";
import { debrisIn } from "./tree.ts";
import { makeWorkspace, run, temporaryFolder } from "./workspace.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let shop: ShopFiles;
let disk: SmallDisk | null = null;
beforeEach(async () => {
  folder = await temporaryFolder();
  shop = new ShopFiles(join(folder.path, "files"), 23);
  await shop.next();
});
afterEach(async () => {
  disk?.remove();
  disk = null;
  await folder.remove();
});

const NO_MOUNT = "not tried: this user may not mount a disk";

async function expectWhole(workspace: string, when: string): Promise<void> {
  expect((await checkPublished(workspace)).problems, when).toEqual([]);
  expect(debrisIn(workspace), when).toEqual([]);
}

test("a disk that fills up at any time: said plainly, exit 5, everything whole, no debris", async (context) => {
  const used = seed();
  console.info(`disk full, seed ${used}`);
  const random = randomNumbers(used);
  disk = smallDisk(join(folder.path, "disk"), "400m");
  if (!disk) return context.skip(NO_MOUNT);
  const workspace = join(disk.path, "shop");
  await makeWorkspace(workspace, shop);
  await run(workspace);
  let full = 0;
  for (let times = 0; times < 12; times += 1) {
    await shop.next();
    const child = medallion(["run", workspace, "--publish", "--json"]);
    await child.working;
    await pause(Math.round(random() * 1200));
    const room = disk.leave(Math.floor(random() * 8));
    const { code, out, err } = await child.ended;
    const when = `${room}: ${err.slice(-600)}`;
    expect([0, 5], when).toContain(code);
    if (code === 5) {
      full += 1;
      expect(JSON.parse(out), when).toMatchObject({ error: { code: "disk_full" } });
    }
    await expectWhole(workspace, when);
    disk.remount("size=400m");
  }
  expect(full).toBeGreaterThan(0);
  expect(["succeeded", "unchanged"]).toContain((await run(workspace)).status);
  await expectWhole(workspace, "at the end");
});

test.each([1, 3, 6, 9, 12, 16])("a first run on a disk of %i MB", async (size) => {
  disk = smallDisk(join(folder.path, "disk"), `${size}m`);
  const limited = disk === null;
  const workspace = join(folder.path, limited ? "limited" : "disk", "shop");
  await makeWorkspace(workspace, shop);
  // Where nobody may mount, the size of each file is limited instead.
  const limit = `ulimit -f ${Math.max(1, Math.floor(size / 4)) * 512}; exec "$0" "$@"`;
  const argv = [CLI, "run", workspace, "--publish", "--json"];
  const child = limited
    ? start("sh", ["-c", limit, process.execPath, ...argv])
    : start(process.execPath, argv);
  const { code, out, err } = await child.ended;
  expect([0, 5], err.slice(-600)).toContain(code);
  if (code === 5) expect(JSON.parse(out)).toMatchObject({ error: { code: "disk_full" } });
  await expectWhole(workspace, err.slice(-600));
  disk?.remount("size=400m");
  expect((await run(workspace)).status).not.toBe("failed");
  await expectWhole(workspace, "after there was room again");
});

test("a file that may not grow any further is said to be a full disk", async () => {
  const workspace = join(folder.path, "shop");
  await makeWorkspace(workspace, shop);
  for (const kilobytes of [64, 1024, 4096]) {
    const argv = [CLI, "run", workspace, "--publish", "--json"];
    const limit = `ulimit -f ${kilobytes * 2}; exec "$0" "$@"`;
    const { code, out, err } = await start("sh", ["-c", limit, process.execPath, ...argv]).ended;
    expect(code, err.slice(-600)).toBe(5);
    expect(JSON.parse(out)).toMatchObject({ error: { code: "disk_full" } });
    await expectWhole(workspace, `${kilobytes} KB`);
  }
  expect((await run(workspace)).status).toBe("succeeded");
  await expectWhole(workspace, "without a limit");
});

test("a workspace that cannot be written: runs say so, readers go on", async (context) => {
  disk = smallDisk(join(folder.path, "disk"), "400m");
  if (!disk) return context.skip(NO_MOUNT);
  const workspace = join(disk.path, "shop");
  await makeWorkspace(workspace, shop);
  await run(workspace);
  await shop.next();
  execFileSync("sync");
  disk.remount("ro");
  for (const argv of [
    ["run", workspace, "--publish"],
    ["rollback", workspace, "1"],
    ["source", "remove", workspace, "payments"],
  ]) {
    const { code, out, err } = await medallion([...argv, "--json"]).ended;
    expect(code, err).toBe(5);
    expect(JSON.parse(out)).toMatchObject({ error: { code: "read_only" } });
  }
  for (const argv of [
    ["versions", workspace],
    ["source", "list", workspace],
    ["query", workspace, "select count(*) from gold.fact_sales"],
    ["report", workspace, "margin", "--published"],
    ["diff", workspace],
  ]) {
    const { code, err } = await medallion([...argv, "--json"]).ended;
    expect({ code, err }, argv.join(" ")).toEqual({ code: 0, err: "" });
  }
  await expectWhole(workspace, "while read-only");
  disk.remount("rw");
  expect((await run(workspace)).status).toBe("succeeded");
  await expectWhole(workspace, "writable again");
});
