import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import type { TestInput } from "#domain/quality/check-inputs.ts";
import {
  a,
  bench,
  evaluate,
  kept,
  lineage,
  model,
  only,
  orders,
  rule,
} from "#tests/quality/check-bench.ts";

test("not_null: counts, holds, and keeps every failing row with key, value and lineage", async () => {
  const result = await only(orders(a("not_null_status", { test: "not_null", column: "status" })));
  expect(result).toMatchObject({
    check: "orders.not_null_status",
    status: "failed",
    holds: true,
    rows_checked: 3,
    rows_failed: 1,
    since: "2026-11-20T03:30:00.000Z",
    failing: { in: "file", file: "orders.not_null_status.parquet" },
  });
  expect(await kept(result)).toEqual([{ order_id: "o2", _value: null, ...lineage(4) }]);
  expect(result.examples).toEqual(await kept(result));
});

test("a test that passes keeps no rows and makes no folder", async () => {
  const result = await only(orders(a("n", { test: "not_null", column: "order_id" })));
  expect(result).toMatchObject({
    status: "passed",
    rows_checked: 3,
    rows_failed: 0,
    failing: null,
  });
  expect(existsSync(bench.folder)).toBe(false);
});

test("accepted_values looks at values only; warn does not hold", async () => {
  const test_ = a("known", {
    test: "accepted_values",
    column: "status",
    values: ["paid", "it's"],
    severity: "warn",
  });
  const result = await only(orders(test_));
  expect(result).toMatchObject({ status: "warned", holds: false, rows_checked: 2, rows_failed: 1 });
  expect(await kept(result)).toEqual([{ order_id: "o2", _value: "lost", ...lineage(3) }]);
  expect(
    (await only(orders({ ...test_, ...{ values: ["paid", "lost"] } } as TestInput))).status,
  ).toBe("passed");
});

test("a condition narrows what is tested", async () => {
  const where = "order_id = 'o1' or 1 = 2";
  const result = await only(orders(a("n", { test: "not_null", column: "status", where })));
  expect(result).toMatchObject({ status: "passed", rows_checked: 1 });
  const none = await only(orders(a("n", { test: "not_null", column: "status", where: "false" })));
  expect(none).toMatchObject({ status: "not_applicable", reason: "There are no rows to check." });
});

test("unique: every row of a repeated value fails", async () => {
  const result = await only(orders(a("u", { test: "unique", column: "order_id" })));
  expect(result).toMatchObject({ status: "failed", rows_checked: 3, rows_failed: 2 });
  const rows = (await kept(result)) as { order_id: string; _row: string }[];
  expect(rows.map((row) => [row.order_id, row._row])).toEqual(
    expect.arrayContaining([
      ["o2", "3"],
      ["o2", "4"],
    ]),
  );
  expect(rows).toHaveLength(2);
  const customers = await only(orders(a("u", { test: "unique", column: "customer_id" })));
  expect(customers).toMatchObject({ status: "passed", rows_checked: 2 });
});

test("unique_key: a missing part of a key counts like a value", async () => {
  const key = ["order_id", "line_number"];
  const sales = model("gold.fact_sales", key, {
    tests: [a("k", { test: "unique_key", columns: key })],
  });
  const result = await only(sales);
  expect(result).toMatchObject({ status: "failed", rows_checked: 4, rows_failed: 2 });
  expect(await kept(result)).toEqual([
    { order_id: "o1", line_number: null },
    { order_id: "o1", line_number: null },
  ]);
});

test("relationships: an empty reference is no failing one", async () => {
  const reference = a("r", {
    test: "relationships",
    column: "customer_id",
    to: "customers",
    field: "customer_id",
    severity: "warn",
  });
  const result = await only(orders(reference));
  expect(result).toMatchObject({ status: "warned", rows_checked: 2, rows_failed: 1 });
  expect(await kept(result)).toEqual([{ order_id: "o2", _value: "c9", ...lineage(3) }]);
  const without = await only(orders(reference), { connected: new Set(["orders"]) });
  expect(without).toMatchObject({ status: "not_applicable", reason: "Not connected: customers." });
});

test("table rules: failing rows, nothing to apply to, and their own columns", async () => {
  const tableRules = [
    {
      ...rule,
      name: "bad",
      failing: "select order_id, 7 as seven from silver.orders where status = 'lost';",
    },
    {
      ...rule,
      name: "good",
      failing: "select order_id from silver.orders where false",
      applies: "select 41",
    },
    {
      ...rule,
      name: "idle",
      failing: "select no_such",
      applies: "select count(*) from silver.reviews",
    },
  ];
  const { results } = await evaluate([model("silver.orders", ["order_id"], { tableRules })]);
  const counts = results.map((one) => [one.status, one.rows_checked, one.rows_failed]);
  expect(counts).toEqual([
    ["failed", 3, 1],
    ["passed", 41, 0],
    ["not_applicable", 0, 0],
  ]);
  expect(await kept(results[0]!)).toEqual([{ order_id: "o2", seven: 7 }]);
});

test("freshness: dates after the build's do not make old data look fresh; it never holds", async () => {
  const fresh = (maxDays: number, extra = {}): TestInput =>
    a("f", {
      test: "freshness",
      column: "ordered_at_date",
      maxDays,
      dimension: "timeliness",
      ...extra,
    });
  expect(await only(orders(fresh(1)))).toMatchObject({ status: "passed", measured: 1 });
  const late = await only(orders(fresh(1)), { as_of: "2026-11-21" });
  expect(late).toMatchObject({ status: "failed", holds: false, measured: 2, failing: null });
  expect((await only(orders(fresh(1, { severity: "warn" })), { as_of: "2026-11-21" })).status).toBe(
    "warned",
  );
  const before = await only(orders(fresh(1)), { as_of: "2026-11-01" });
  expect(before).toMatchObject({
    status: "failed",
    measured: null,
    reason: "All dates lie in the future.",
  });
});

test("row_count_band learns, then judges against past runs", async () => {
  const band = orders(a("band", { test: "row_count_band", severity: "warn", dimension: "volume" }));
  const past = (value: number, days: number) => ({
    history: new Map([
      [
        "orders.band",
        Array.from({ length: days }, (_, i) => ({ as_of: `2026-11-${10 + i}`, value })),
      ],
    ]),
  });
  const learning = await only(band, past(3, 6));
  expect(learning).toMatchObject({ status: "not_applicable", measured: 3 });
  expect(learning.reason).toContain("6 of 7");
  expect(await only(band, past(3, 7))).toMatchObject({ status: "passed", rows_checked: 3 });
  expect(await only(band, past(300, 7))).toMatchObject({
    status: "warned",
    measured: 3,
    holds: false,
  });
});

test("columns_as_declared follows what bronze saw and never holds", async () => {
  const declared = orders(a("cols", { test: "columns_as_declared", dimension: "schema" }));
  const seen = (missing: string[], required_missing: boolean) => ({
    columns: new Map([["orders", { declared: 4, missing, required_missing }]] as const),
  });
  expect((await only(declared, seen([], false))).status).toBe("passed");
  expect(await only(declared, seen(["Orders: note"], false))).toMatchObject({
    status: "warned",
    reason: "Missing: Orders: note.",
  });
  expect(await only(declared, seen(["Orders: id"], true))).toMatchObject({
    status: "failed",
    holds: false,
  });
  expect((await only(declared)).status).toBe("skipped");
});
