import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WorkspaceWatch } from "./workspace-watch.ts";

let directory = "";
let changes = 0;
let watch: WorkspaceWatch;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "medallion-watch-"));
  await writeFile(join(directory, "workspace.json"), "{}");
  changes = 0;
  watch = new WorkspaceWatch(directory, () => (changes += 1), 3_600_000);
  await watch.look();
});
afterEach(async () => {
  watch.close();
  await rm(directory, { recursive: true, force: true });
});

test("nothing happened, nothing is told", async () => {
  await watch.look();
  await writeFile(join(directory, "notes.txt"), "mine");
  await watch.look();
  expect(changes).toBe(0);
});

test("settings, runs and publications of other processes are told once each", async () => {
  await writeFile(join(directory, "workspace.json"), '{"changed":1}');
  await watch.look();
  await watch.look();
  expect(changes).toBe(1);
  await writeFile(join(directory, "state.sqlite-wal"), "a run");
  await watch.look();
  await mkdir(join(directory, "published"));
  await writeFile(join(directory, "published/current.json"), "{}");
  await watch.look();
  expect(changes).toBe(3);
});

test("an empty write-ahead log of a reader is no change", async () => {
  await writeFile(join(directory, "state.sqlite-wal"), "");
  await watch.look();
  expect(changes).toBe(0);
});

test("what the host told itself is not told again", async () => {
  await writeFile(join(directory, "workspace.json"), '{"changed":1}');
  watch.forget();
  await watch.look();
  expect(changes).toBe(0);
});
