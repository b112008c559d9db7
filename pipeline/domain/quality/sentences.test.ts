import { expect, test } from "vitest";
import { cellReference, fileName, rowReference } from "./address.ts";
import type { CheckResult, QualityResult } from "./results.ts";
import {
  checkSentence,
  dayText,
  fillText,
  isAllClear,
  momentText,
  qualitySentence,
  setAsideSentence,
} from "./sentences.ts";

const reading = { now: "2026-11-20T08:00:00.000Z", time_zone: "Europe/Berlin" };

const check = (extra: Partial<CheckResult> = {}): CheckResult => ({
  check: "order_items.product_known",
  table: "silver.order_items",
  label: "Order lines",
  layer: "silver",
  kind: "relationships",
  column: "product_id",
  dimension: "consistency",
  severity: "warn",
  owner: "Marta",
  says: "name a product missing from Products",
  todo: "They count as revenue without cost, so margin looks too high.",
  status: "warned",
  holds: false,
  rows_checked: 12_300,
  rows_failed: 41,
  reason: null,
  measured: null,
  since: "2026-11-17T02:30:00.000Z",
  failing: null,
  examples: [],
  carried_from: null,
  fingerprint: "f",
  ...extra,
});

const idle = (reason: string): CheckResult => check({ status: "not_applicable", reason });
const quality = (extra: Partial<QualityResult> = {}): QualityResult => ({
  score: 100,
  checks: 66,
  passed: 62,
  warned: 0,
  failed: 0,
  skipped: 0,
  not_applicable: 4,
  rows: 128_400,
  checked_at: "2026-11-20T02:32:00.000Z",
  holding: [],
  results: Array.from({ length: 4 }, () => idle("Not connected: reviews.")),
  ...extra,
});

test("all clear says what was checked, on how many rows and when", () => {
  expect(isAllClear(quality())).toBe(true);
  expect(qualitySentence(quality(), reading)).toBe(
    "62 checks passed on 128,400 rows today at 03:32; 0 failed, 0 skipped. 4 do not apply: no reviews connected.",
  );
});

test("a night that was not all clear says so, and why checks did not apply", () => {
  const results = [
    idle("Not connected: order_items, reviews."),
    idle("Still learning what is usual: 2 of 7 runs seen."),
    idle("There are no rows to check."),
  ];
  const night = quality({ passed: 1, warned: 2, failed: 1, skipped: 3, results, rows: 1 });
  expect(isAllClear(night)).toBe(false);
  expect(qualitySentence(night, reading)).toBe(
    "1 check passed on 1 row today at 03:32; 2 warnings, 1 failed, 3 skipped. 3 do not apply: no order lines, no reviews connected; 1 without rows; 1 still learning what is usual.",
  );
});

test("where nothing was checked nothing is clear", () => {
  const nothing = quality({ passed: 0, results: [idle("There are no rows to check.")] });
  expect(isAllClear(nothing)).toBe(false);
  expect(qualitySentence(nothing, reading)).toBe(
    "Nothing was checked today at 03:32. 1 does not apply: 1 without rows.",
  );
});

test("a row set aside names its cell; without a cell it says what to do", () => {
  const row = {
    entity: "orders",
    key: "1042",
    value: "31.02.2026",
    column: "ordered_at",
    address: cellReference("orders.csv", 5, 212),
    says: "{value} is not a date",
    todo: "Correct the date in the source",
  };
  expect(setAsideSentence(row)).toBe(
    "Order 1042 is set aside: 31.02.2026 is not a date. Correct orders.csv!F212, then re-check.",
  );
  expect(
    setAsideSentence({ ...row, key: "", value: null, address: null, entity: "order_items" }),
  ).toBe(
    "Order line without a number is set aside: an empty cell is not a date. Correct the date in the source.",
  );
});

test("a failing check counts rows, explains, and names since when and whose it is", () => {
  expect(checkSentence(check(), reading)).toBe(
    "41 of 12,300 order lines name a product missing from Products. They count as revenue without cost, so margin looks too high. Since 17 Nov; owner Marta.",
  );
});

test.each([
  [
    {
      kind: "row_rule",
      severity: "error",
      says: "{value} is no {column}",
      examples: [{ _value: "31.02." }],
      column: "paid_at",
    },
    "41 of 12,300 order lines are set aside, for instance: 31.02. is no paid at.",
  ],
  [
    { kind: "row_rule", severity: "warn", rows_failed: 1, says: "odd" },
    "1 of 12,300 order lines is to look at, for instance: odd.",
  ],
  [{ kind: "table_rule", says: "{count} order totals differ." }, "41 order totals differ."],
  [{ says: "The total differs." }, "41 of 12,300 order lines: The total differs."],
  [
    {
      rows_failed: 0,
      says: "have nothing newer than 3 days",
      reason: "The newest is 5 days old.",
      table: "gold.fact_orders",
    },
    "Orders have nothing newer than 3 days. The newest is 5 days old.",
  ],
  [{ table: "marts.mart_sales" }, "41 of 12,300 rows of sales name a product"],
] as const)("a failing check, %j", (extra, start) => {
  expect(checkSentence(check(extra as Partial<CheckResult>), reading)).toContain(start);
});

test("checks that gave no answer say why", () => {
  expect(checkSentence(check({ status: "skipped", reason: "It broke." }), reading)).toBe(
    "Not checked. It broke.",
  );
  expect(checkSentence(idle("Not connected: reviews."), reading)).toBe(
    "Does not apply. Not connected: reviews.",
  );
  expect(checkSentence(check({ status: "passed", since: null }), reading)).toBe(
    "Passed on 12,300 rows.",
  );
  expect(checkSentence(check({ since: null }), reading)).toMatch(/Owner Marta\.$/);
});

test("days and moments are told in the reader's zone", () => {
  expect(momentText("2026-11-19T23:30:00.000Z", reading)).toBe("today at 00:30");
  expect(momentText("2026-11-19T22:30:00.000Z", reading)).toBe("on 19 Nov at 23:30");
  expect(dayText("2025-09-01T12:00:00.000Z", reading)).toBe("1 Sep 2025");
});

test("values are put into texts as they are", () => {
  expect(fillText("{value} of {key}", { value: "$& {key}", key: "$1" })).toBe("$& $1 of $1");
  expect(fillText("{value}", { value: 0 })).toBe("0");
});

test("addresses", () => {
  expect(rowReference("orders.csv", 7)).toBe("orders.csv!7:7");
  expect(fileName("C:\\shop\\orders.csv")).toBe("orders.csv");
  expect(fileName("/shop/export/")).toBe("export");
});
