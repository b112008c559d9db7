/**
 * The adapter against the test Google, in this process: the client's own socket goes through the proxy with
 * the throwaway authority, exactly as behind a company's proxy.
 */
import { readFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { apiKeyAccount } from "#adapters/sheets/account.ts";
import { createSheetsTables } from "#adapters/sheets/sheets-tables.ts";
import type { RemoteTables } from "#ports/remote-tables.ts";
import { cell, date, money } from "#tests/google/cells.ts";
import { startTestGoogle, type TestGoogle } from "#tests/google/start.ts";
import { edit, hugeTab, tab, tabNamed, workbook } from "#tests/google/workbook.ts";
import { fastTiming, trustTestGoogle } from "./timing.ts";

let google: TestGoogle;
let folder: string;
let tables: Required<RemoteTables>;
let release: () => void;

const ORDERS = [
  ["order", "day", "amount", "note"],
  [1001, date("2026-11-01"), money(12.5), "first"],
  [],
  [1003, date("2026-11-03 10:30:00"), money(1234), 'says "hello", twice'],
];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "medallion-sheets-"));
  google = await startTestGoogle();
  google.world.accounts.apiKeys.add("key");
  google.world.books.set("book", workbook("book", "Shop", [tab(7, "Orders", ORDERS)]));
  release = trustTestGoogle(google);
  tables = createSheetsTables({
    account: async () => apiKeyAccount("key"),
    timing: fastTiming(),
  });
});
afterEach(async () => {
  // Nothing was asked that Google does not describe.
  if (google.world.refused.length > 0) throw new Error(google.world.refused.join("\n"));
  release();
  await google.close();
  rmSync(folder, { recursive: true, force: true });
});

const origin = (sheet_id: number, spreadsheet_id = "book") =>
  ({ kind: "sheet", path: "link", spreadsheet_id, sheet_id }) as const;
const copy = async (path: string): Promise<string> =>
  readFileSync((await tables.fetch(path, folder)).path, "utf8");

test("a tab is copied row by row: empty rows keep their place, numbers all their digits", async () => {
  const [object] = await tables.list(origin(7));
  expect(object).toMatchObject({ path: "sheet:book/7", revision: "1" });
  const lines = (await copy("sheet:book/7")).split("\n");
  expect(lines.map((line) => line.replace(/,+$/, ""))).toEqual([
    "order,day,amount,note",
    "1001,46327,12.5,first",
    "",
    '1003,46329.4375,1234,"says ""hello"", twice"',
    "",
  ]);
});

test("the service says which numbers are dates", async () => {
  const { formats } = await tables.fetch("sheet:book/7", folder);
  expect([...formats]).toEqual([
    [0, "point"],
    [1, "excel"],
    [2, "point"],
  ]);
});

test("seven small tabs of one spreadsheet take three calls together", async () => {
  const tabs = Array.from({ length: 7 }, (_, i) => tab(i, `Tab ${i}'s`, [["a"], [i]]));
  google.world.books.set("seven", workbook("seven", "Seven", tabs));
  tables.announce(tabs.map(({ sheetId }) => ({ origin: origin(sheetId, "seven") })));
  for (const { sheetId } of tabs) {
    expect(await copy(`sheet:seven/${sheetId}`)).toContain(`\n${sheetId},`);
  }
  expect(google.world.sheetsCalls()).toBe(3);
});

test("renaming the file and the tab changes nothing", async () => {
  const before = await copy("sheet:book/7");
  edit(google.world.books.get("book")!, (book) => {
    book.title = "Shop 2027";
    tabNamed(book, "Orders").title = "Bestellungen";
  });
  expect(await copy("sheet:book/7")).toBe(before);
});

test("an edit between two calls of one read starts it again", async () => {
  const book = google.world.books.get("book")!;
  let edited = false;
  google.world.before = ({ path }) => {
    if (edited || !path.includes("batchGet")) return;
    edited = true;
    edit(book, () => (tabNamed(book, "Orders").cells[1]![3] = cell("second")));
  };
  expect(await copy("sheet:book/7")).toContain("1001,46327,12.5,second");
  expect(google.world.seen.filter(({ path }) => path.includes("batchGet"))).toHaveLength(2);
});

test("a sheet that never stops changing is not read, and says so", async () => {
  const book = google.world.books.get("book")!;
  google.world.before = ({ path }) => {
    if (path.includes("batchGet")) edit(book, () => {});
  };
  await expect(tables.fetch("sheet:book/7", folder)).rejects.toMatchObject({
    code: "upstream",
    retryable: true,
    message: '"Shop" is being edited right now, so it was not read.',
  });
});

test("a large tab is read in blocks, whole and in order", async () => {
  const huge = hugeTab(3, "Huge", 30_000, 12, (row) =>
    row === 0 ? Array.from({ length: 12 }, (_, c) => cell(`c${c}`)) : [cell(row), cell(`r${row}`)],
  );
  google.world.books.set("huge", workbook("huge", "Huge", [huge]));
  const lines = (await copy("sheet:huge/3")).trimEnd().split("\n");
  expect(lines).toHaveLength(30_000);
  expect(lines[29_999]).toMatch(/^29999,r29999,+$/);
  expect(lines[12_500]).toMatch(/^12500,r12500,/);
  expect(google.world.sheetsCalls()).toBe(2 + 3);
});

test("cells of single rows are read in one call", async () => {
  await tables.fetch("sheet:book/7", folder);
  google.world.seen.length = 0;
  const rows = await tables.readRows("sheet:book/7", "Orders", [2, 4]);
  expect(rows.map(({ row, cells }) => [row, ...cells.slice(0, 4)])).toEqual([
    [2, "1001", "46327", "12.5", "first"],
    [4, "1003", "46329.4375", "1234", 'says "hello", twice'],
  ]);
  expect(google.world.sheetsCalls()).toBe(1);
});

test("rows of a tab that was renamed or cut are found by its id", async () => {
  tabNamed(google.world.books.get("book")!, "Orders").title = "Renamed";
  const rows = await tables.readRows("sheet:book/7", "Orders", [2, 5000]);
  expect(rows.map(({ row }) => row)).toEqual([2]);
});
