/** What is kept of a sheet beside its rows, and what is learned of it from read to read. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, createApp } from "#main/shared/wiring.ts";
import type { RunResult } from "#contract/runs.ts";
import { cell, date, money, number, text, type Cell } from "#tests/google/cells.ts";
import { edit, tab, workbook, type Workbook } from "#tests/google/workbook.ts";
import { openSheetLab, type SheetLab } from "./lab.ts";
import { fastTiming } from "./timing.ts";

const DAY = 86_400_000;

let lab: SheetLab;
let app: App;
let book: Workbook;
let now = Date.parse("2026-11-02T03:30:00Z");

const rows = (count: number): Cell[][] => [
  ["Order no", "Ordered at", "Status", "Total"].map(cell),
  ...Array.from({ length: count }, (_, index) => [
    number(5000 + index),
    date("2026-10-01", "dd.mm.yyyy"),
    text("paid"),
    money(10 + index),
  ]),
];

beforeAll(async () => {
  lab = await openSheetLab();
  const { directory } = lab.app.services;
  await lab.app.close();
  const clock = { now: () => new Date(now), elapsed: () => performance.now() };
  app = await createApp(directory, { timing: fastTiming(), clock });
  book = workbook("history", "History", [tab(1, "Orders", [])], {
    locale: "de_DE",
    timeZone: "Europe/Vienna",
  });
  book.tabs[0]!.cells = rows(100);
  lab.google.world.books.set("history", book);
  await app.client.sources.add({
    entities: ["orders"],
    origin: { kind: "sheet", path: "link", spreadsheet_id: "history", sheet_id: 1 },
    name: "orders",
  });
});
afterAll(async () => {
  await app.close();
  await lab.close();
});

async function run(): Promise<RunResult> {
  const events = await app.client.runs.start({});
  for (;;) {
    const step = await events.next();
    if (step.done) return step.value;
  }
}
const total = async (): Promise<string> => {
  const { rows: found } = await app.client.reports.query({
    sql: "select sum(total_amount) from silver.orders",
  });
  return String(found[0]![0]);
};

test("locale, time zone and number formats of the spreadsheet are in the batch's manifest", async () => {
  await run();
  const [batch] = await app.services.bronze.batches("orders");
  expect(batch?.object).toMatchObject({
    label: "Orders",
    spreadsheet: {
      locale: "de_DE",
      time_zone: "Europe/Vienna",
      formats: {
        "Ordered at": { type: "DATE", pattern: "dd.mm.yyyy" },
        Total: { type: "CURRENCY" },
      },
    },
  });
});

test("a value that changes without a new version is seen within a week, by reading all again", async () => {
  const before = await total();
  // As IMPORTRANGE or TODAY() do it: Drive's version stays.
  book.tabs[0]!.cells[1]![3] = money(1_000_000);
  now += 6 * DAY;
  lab.google.world.seen.length = 0;
  expect((await run()).status).toBe("unchanged");
  expect(lab.google.world.sheetsCalls()).toBe(0);
  expect(await total()).toBe(before);
  now += 2 * DAY;
  expect((await run()).status).toBe("succeeded");
  expect(lab.google.world.sheetsCalls()).toBe(3);
  expect(await total()).not.toBe(before);
});

test("a sheet that only ever grew is asked about before the usual limit", async () => {
  for (let count = 110; count <= 400; count += 40) {
    now += DAY;
    edit(book, () => (book.tabs[0]!.cells = rows(count)));
    expect((await run()).layers.bronze["orders"]).toMatchObject({ held: false });
  }
  now += DAY;
  edit(book, () => (book.tabs[0]!.cells = rows(330)));
  const result = await run();
  // 15 percent less: below the workspace's 30 percent, above what this sheet ever lost.
  expect(result.layers.bronze["orders"]).toMatchObject({ held: true });
  const held = result.findings.find(({ kind }) => kind === "source_held");
  expect(held?.text).toMatch(/shrank from 390 rows to 330\. It usually loses no rows/);
});
