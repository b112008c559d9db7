/** What stays in memory while a large tab is read does not grow with the tab: looked at between its blocks. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiKeyAccount } from "#adapters/sheets/account.ts";
import { createSheetsTables } from "#adapters/sheets/sheets-tables.ts";
import { cell } from "#tests/google/cells.ts";
import { startTestGoogle, type TestGoogle } from "#tests/google/start.ts";
import { hugeTab, workbook } from "#tests/google/workbook.ts";
import { fastTiming, trustTestGoogle } from "./timing.ts";

// Only what is still reachable counts, so the collector runs before each look.
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const MEGABYTE = 1024 * 1024;
const COLUMNS = 30;
const ROWS = 60_000;

let google: TestGoogle;
let folder: string;
let release: () => void;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "medallion-memory-"));
  google = await startTestGoogle();
  google.world.accounts.apiKeys.add("key");
  release = trustTestGoogle(google);
});
afterAll(async () => {
  release();
  await google.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a tab of 1,800,000 cells leaves no more behind at its end than at its beginning", async () => {
  const row = (index: number) =>
    Array.from({ length: COLUMNS }, (_, column) =>
      index === 0 ? cell(`c${column}`) : cell(column % 3 === 0 ? `text ${index} ${column}` : index),
    );
  const huge = hugeTab(1, "Huge", ROWS, COLUMNS, row);
  google.world.books.set("huge", workbook("huge", "Huge", [huge]));
  const used: number[] = [];
  google.world.before = ({ path }) => {
    if (!path.includes("batchGet")) return;
    collect();
    const { heapUsed, external } = process.memoryUsage();
    used.push(heapUsed + external);
  };
  const tables = createSheetsTables({
    account: async () => apiKeyAccount("key"),
    timing: fastTiming(),
  });
  const copy = await tables.fetch("sheet:huge/1", folder);
  expect(copy.name).toBe("Huge");
  // One look before each block: 5,000 rows of 30 columns.
  expect(used).toHaveLength(12);
  const [, early = 0] = used;
  const late = Math.max(...used.slice(6));
  // Its cells alone, kept, would be ten times as much.
  expect((late - early) / MEGABYTE).toBeLessThan(16);
});
