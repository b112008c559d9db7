import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunResult } from "#contract/runs.ts";
import { cell, date } from "#tests/google/cells.ts";
import { edit, tabNamed } from "#tests/google/workbook.ts";
import { openSheetShop, type SheetShop } from "./shop.ts";

const BAD = [5, 9, 14, 18, 22, 27, 31, 36, 44, 60];

let shop: SheetShop;
let first: RunResult;

beforeAll(async () => {
  shop = await openSheetShop();
  edit(shop.book, (book) => {
    for (const row of BAD) tabNamed(book, "Orders").cells[row - 1]![2] = cell("31.02.2026");
  });
  first = await shop.run();
});
afterAll(() => shop.close());

test("ten cells corrected in the sheet are looked up with one call and let in, once each", async () => {
  expect(first.layers.silver["orders"]).toMatchObject({ rows: 50, quarantined: 10 });
  const { client } = shop.app;
  const aside = await client.quarantine.list({ entity: "orders" });
  expect(aside.rows.map(({ address }) => address).toSorted()).toEqual(
    BAD.map((row) => `Orders!C${row}`).toSorted(),
  );
  edit(shop.book, (book) => {
    for (const row of BAD) tabNamed(book, "Orders").cells[row - 1]![2] = date("2026-02-28");
  });
  shop.google.world.seen.length = 0;
  const iterator = await client.quarantine.recheck({ filter: { entity: "orders" } });
  let step = await iterator.next();
  while (!step.done) step = await iterator.next();
  expect(step.value).toMatchObject({ checked: 10, corrected: 10, still_broken: 0, gone: 0 });
  expect(shop.google.world.sheetsCalls()).toBe(1);

  const result = await shop.run();
  expect(result.layers.silver["orders"]).toMatchObject({ rows: 60, quarantined: 0 });
  const { rows } = await client.reports.query({
    sql: "select count(*), count(distinct order_id) from silver.orders",
  });
  expect(rows[0]!.map(Number)).toEqual([60, 60]);
});
