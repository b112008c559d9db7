import { expect, test } from "vitest";
import { marginView, stockView, trendsView } from "./products.ts";
import { tableOf } from "./testing.ts";

test("trends are one line a product, largest gain first, without products that never sold", () => {
  const row = (key: number, month: string, revenue: string, change: string, trend: string) => ({
    product_key: key,
    product_name: `P${key}`,
    month,
    revenue,
    change,
    trend,
    change_percent: null,
  });
  const table = tableOf([
    row(1, "2026-10-01", "5", "-3.0000", "falling"),
    row(1, "2026-09-01", "8", "-3.0000", "falling"),
    row(2, "2026-10-01", "9", "9.0000", "new"),
    row(3, "2026-10-01", "0.0000", "0.0000", "steady"),
  ]);
  const view = trendsView(table);
  expect(view.map(({ name }) => name)).toEqual(["P2", "P1"]);
  expect(view[1]!.months.map(({ revenue }) => revenue)).toEqual([8, 5]);
  expect(view[1]!.percent).toBeNull();
  expect(trendsView(table, "falling").map(({ name }) => name)).toEqual(["P1"]);
});

test("margin percent leaves revenue without a known cost out", () => {
  const row = (
    month: string | null,
    key: number,
    cost: number,
    margin: number,
    unknown: number,
  ) => ({
    month,
    product_key: key,
    product_name: `P${key}`,
    cost_amount: `${cost}`,
    gross_margin: `${margin}`,
    costed_revenue: `${cost + margin}`,
    uncosted_revenue: `${unknown}`,
    is_complete: true,
  });
  const table = tableOf([
    row("2026-10-01", 1, 60, 40, 0),
    row("2026-10-01", 2, 0, 0, 50),
    row("2026-11-01", 1, 50, 50, 0),
    row(null, 3, 1, 9, 0),
  ]);
  const view = marginView(table);
  expect(view.months).toEqual([
    { month: "2026-10-01", cost: 60, margin: 40, unknown: 50, percent: 40, complete: true },
    { month: "2026-11-01", cost: 50, margin: 50, unknown: 0, percent: 50, complete: true },
  ]);
  expect(view.products.map(({ name, margin }) => [name, margin])).toEqual([
    ["P1", 90],
    ["P3", 9],
  ]);
  expect(marginView(table, "2026-11-01").products).toHaveLength(1);
});

test("stock-outs come first, then the shortest cover; what does not sell comes last", () => {
  const row = (name: string, state: string, days: number | null, sold: string) => ({
    product_key: name,
    product_name: name,
    state,
    cover_days: days,
    sold_90_days: sold,
    reorder_point: "10.0000",
    quantity_on_hand: "5.0000",
  });
  const view = stockView(
    tableOf([
      row("still", "slow mover", null, "0.0000"),
      row("soon", "reorder", 4, "90.0000"),
      row("gone", "out of stock", 0, "45.0000"),
      row("fine", "fine", 40, "90.0000"),
    ]),
  );
  expect(view.map(({ name }) => name)).toEqual(["gone", "soon", "fine", "still"]);
  expect(view.map(({ reorderDays }) => reorderDays)).toEqual([20, 10, 10, null]);
});
