import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { checkModels } from "#models/check.ts";
import { readModels } from "#models/load.ts";
import { openScratchEngine } from "./duckdb-runner.ts";

test("the models of this product have no finding", async () => {
  const sqlFolder = fileURLToPath(new URL("../../sql", import.meta.url));
  const { catalogue, findings } = await readModels(sqlFolder);
  const engine = await openScratchEngine();
  const report = await checkModels(catalogue, engine);
  engine.close();
  const all = [...findings, ...report.findings];
  expect(all.map(({ path, rule, text }) => `${path} [${rule}] ${text}`)).toEqual([]);
  expect(catalogue.models.length).toBeGreaterThan(30);
  expect(report.unitTests).toBeGreaterThanOrEqual(catalogue.models.length);
}, 60_000);
