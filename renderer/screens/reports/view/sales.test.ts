import { expect, test } from "vitest";
import { daysView, lastChange, orderValueView, sellersView } from "./sales.ts";
import { tableOf } from "./testing.ts";

const seller = (month: string | null, key: number, best: number, worst: number, over = true) => ({
  month,
  product_key: key,
  product_name: `P${key}`,
  category: "Home",
  best_rank: best,
  worst_rank: worst,
  revenue: `${100 - best}.0000`,
  revenue_percent: 10,
  is_complete: over,
});

test("best sellers begin with the newest month that is over, and know the unfinished one", () => {
  const table = tableOf([
    seller(null, 1, 1, 1),
    seller("2026-10-01", 1, 2, 1),
    seller("2026-10-01", 2, 1, 2),
    seller("2026-11-01", 1, 1, 1, false),
  ]);
  const view = sellersView(table);
  expect(view.months).toEqual(["2026-11-01", "2026-10-01", ""]);
  expect(view.month).toBe("2026-10-01");
  expect(view.best.map(({ name }) => name)).toEqual(["P2", "P1"]);
  expect(view.worst.map(({ name }) => name)).toEqual(["P1", "P2"]);
  expect(view.bestPercent).toBe(20);
  expect(sellersView(table, "2026-11-01").complete).toBe(false);
  expect(sellersView(table, "1999-01-01").month).toBe("2026-10-01");
});

test("a rank beyond ten is in neither list", () => {
  const view = sellersView(
    tableOf([seller("2026-10-01", 1, 11, 10), seller("2026-10-01", 2, 1, 12)]),
  );
  expect(view.best.map(({ name }) => name)).toEqual(["P2"]);
  expect(view.worst.map(({ name }) => name)).toEqual(["P1"]);
});

test("order value compares the last two months that are over", () => {
  const points = orderValueView(
    tableOf([
      { month: "2026-11-01", average_order_value: "90", order_count: 3, is_complete: false },
      { month: "2026-10-01", average_order_value: "110.0000", order_count: 7, is_complete: true },
      { month: "2026-09-01", average_order_value: "100.0000", order_count: 5, is_complete: true },
    ]),
  );
  expect(points.map(({ month }) => month)).toEqual(["2026-09-01", "2026-10-01", "2026-11-01"]);
  expect(lastChange(points)).toEqual({ month: "2026-10-01", value: 110, percent: 10 });
  expect(lastChange(points.slice(1))).toBeNull();
});

test("days are cut to the newest, and money without a day is told apart", () => {
  const day = (date: string | null, revenue: string) => ({
    date,
    revenue,
    order_count: 1,
    is_complete: true,
  });
  const table = tableOf([
    day(null, "7.5000"),
    day("2026-11-02", "30.0000"),
    day("2026-11-01", "50.0000"),
    day("2026-10-31", "10.0000"),
  ]);
  const view = daysView(table, 2);
  expect(view.days.map((d) => d.day)).toEqual(["2026-11-01", "2026-11-02"]);
  expect(view).toMatchObject({ revenue: 80, orders: 2, undated: 7.5 });
  expect(view.best?.day).toBe("2026-11-01");
  expect(daysView(table).days).toHaveLength(3);
  expect(daysView(tableOf([])).best).toBeNull();
});
