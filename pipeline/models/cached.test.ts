import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { keepModels, loadModelsCached } from "./cached.ts";
import { loadModels } from "./load.ts";

const top = mkdtempSync(join(tmpdir(), "models-cache-"));
afterAll(() => rmSync(top, { recursive: true, force: true }));
const sql = join(top, "sql");
cpSync(fileURLToPath(new URL("../../sql", import.meta.url)), sql, { recursive: true });
const cache = join(top, ".cache");
const file = join(cache, "models.json");

/** As a run does it. */
async function loadAndKeep() {
  const catalogue = await loadModelsCached(sql, cache);
  await keepModels(catalogue, cache);
  return catalogue;
}

test("the second reading is what the first kept, and says the same", async () => {
  const plain = await loadModels(sql);
  expect(await loadModelsCached(sql, cache)).toEqual(plain);
  expect(existsSync(cache)).toBe(false);
  expect(await loadAndKeep()).toEqual(plain);
  expect(await loadAndKeep()).toEqual(plain);
  const kept = JSON.parse(readFileSync(file, "utf8")) as { key: string; catalogue: object };
  writeFileSync(file, JSON.stringify({ ...kept, catalogue: { marked: true } }));
  expect(await loadModelsCached(sql, cache)).toEqual({ marked: true });
});

test("a changed, a new and a damaged file are noticed", async () => {
  const orders = join(sql, "silver", "orders.sql");
  writeFileSync(orders, readFileSync(orders, "utf8").replace("select * from final", "from final"));
  const changed = await loadAndKeep();
  expect(changed.models.find((model) => model.table === "silver.orders")?.sql).toMatch(
    /\nfrom final/,
  );
  writeFileSync(join(sql, "macros", "more.sql"), "create or replace macro more(v) as v;");
  expect((await loadModelsCached(sql, cache)).macros.map((macro) => macro.name)).toContain("more");
  writeFileSync(file, "{");
  expect((await loadModelsCached(sql, cache)).models.length).toBeGreaterThan(20);
  writeFileSync(orders, "no header");
  await expect(loadModelsCached(sql, cache)).rejects.toThrow(/orders/);
});

test("without a folder to keep it in nothing is kept, and nothing is missing", async () => {
  rmSync(join(sql, "silver", "orders.sql"));
  rmSync(join(sql, "silver", "orders.yml"));
  const missing = join(top, "no", "such");
  const catalogue = await loadModelsCached(sql, missing);
  expect(catalogue.models.length).toBeGreaterThan(20);
  await keepModels(catalogue, missing);
  expect(existsSync(join(top, "no"))).toBe(false);
});
