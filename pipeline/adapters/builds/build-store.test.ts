import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { Build } from "#domain/run/build.ts";
import { createBuildStore } from "./build-store.ts";

const top = mkdtempSync(join(tmpdir(), "builds-"));
let workspace = "";
let number = 0;
beforeEach(() => {
  workspace = join(top, String((number += 1)));
  mkdirSync(join(workspace, "builds"), { recursive: true });
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

const names = (): string[] => readdirSync(join(workspace, "builds")).toSorted();
const write = (name: string): void => writeFileSync(join(workspace, "builds", name), "x");

async function closed(...ids: readonly string[]): Promise<void> {
  const store = createBuildStore(workspace);
  for (const build_id of ids) {
    write(`${build_id}.duckdb`);
    mkdirSync(store.failingFolder(build_id));
    await store.close({ build_id } as Build);
  }
}

test("builds are listed oldest first; without a folder there are none", async () => {
  const store = createBuildStore(workspace);
  expect(await createBuildStore(join(workspace, "no")).list()).toEqual([]);
  expect(await store.newest()).toBeNull();
  await closed("b000010", "b000009", "b1000000");
  expect((await store.list()).map((b) => b.build_id).toSorted()).toEqual([
    "b000009",
    "b000010",
    "b1000000",
  ]);
  expect(await store.get("b000009")).toEqual({ build_id: "b000009" });
  await expect(store.get("b000008")).rejects.toThrow("There is no build b000008.");
  expect(store.file("b000009")).toBe(join(workspace, "builds/b000009.duckdb"));
});

test("pruned are all but the newest and those named", async () => {
  const store = createBuildStore(workspace);
  await closed("b000001", "b000002", "b000003", "b000004");
  expect(await store.prune(2, ["b000001"])).toEqual(["b000002"]);
  expect((await store.list()).map((b) => b.build_id)).toEqual(["b000001", "b000003", "b000004"]);
  expect(names()).not.toContain("b000002.duckdb");
  expect(names()).not.toContain("b000002.failing");
  expect(await store.prune(5, [])).toEqual([]);
  expect((await store.newest())?.build_id).toBe("b000004");
});

test("files without a manifest, drafts and temporary files are debris; others are not ours", async () => {
  await closed("b000001");
  for (const name of [
    "b000002.duckdb",
    "b000001.draft.duckdb.wal",
    "b000001.json.1-a.tmp",
    "notes.txt",
  ])
    write(name);
  mkdirSync(join(workspace, "builds/b000003.failing"));
  await createBuildStore(workspace).cleanUp();
  expect(names()).toEqual(["b000001.duckdb", "b000001.failing", "b000001.json", "notes.txt"]);
});

test("a manifest that cannot be read is said to be corrupt", async () => {
  write("b000001.json");
  await expect(createBuildStore(workspace).newest()).rejects.toMatchObject({ code: "corrupt" });
});

test("free bytes are those of the workspace's disk", async () => {
  expect(await createBuildStore(workspace).freeBytes()).toBeGreaterThan(0);
});
