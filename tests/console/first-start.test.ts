import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type App, createApp } from "#main/shared/wiring.ts";
import { ended } from "#tests/engine/lab.ts";

let folder = "";
let app: App;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "first-start-"));
  // A window was open on the folder before: somebody dropped a file, an engine had its scratch.
  await mkdir(join(folder, "uploads"));
  await writeFile(join(folder, "uploads", "orders.csv"), "Order\n1\n");
  await mkdir(join(folder, ".scratch", "old"), { recursive: true });
  app = await createApp(folder, { threads: 1 });
});
afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

test("an empty folder becomes the sample shop, runs, and is told", async () => {
  const { workspace, runs, explore } = app.client;
  await expect(workspace.overview({})).rejects.toThrow("is not a workspace");
  const made = await workspace.init({ sample: { scale: 0.01, until: "2026-11-20" } });
  expect(made.sources).toBe(8);
  expect((await workspace.overview({})).waiting.map(({ id }) => id)).toEqual(["first-run"]);
  const result = await ended(runs.start({}));
  expect(result.status).toBe("succeeded");
  const seen = await workspace.overview({});
  expect(seen).toMatchObject({ empty: false, complete_through: "2026-11-20" });
  const tables = await explore.tables({});
  expect(tables.find(({ table }) => table === "gold.fact_orders")?.rows).toBeGreaterThan(100);
});
