import { expect, test } from "vitest";
import { customerView, newReturningView, whoBuysView } from "./customers.ts";
import { tableOf } from "./testing.ts";

const bought = (
  group: string,
  category: string,
  percent: number,
  affinity: number,
  revenue: number,
) => ({
  section: "segment",
  group_name: group,
  category,
  percent_of_group: percent,
  affinity,
  revenue: `${revenue}`,
});

test("groups and categories stand in the order of their money", () => {
  const view = whoBuysView(
    tableOf([
      bought("VIP", "Audio", 20, 90, 20),
      bought("VIP", "Phone", 80, 125, 80),
      bought("Private", "Audio", 100, 110, 40),
      bought("Unknown", "Audio", 100, 900, 5),
      bought("VIP", "Pets", 1, 800, 1),
      { ...bought("25-34", "Audio", 100, 999, 5), section: "age_band" },
    ]),
    "segment",
  );
  expect(view.rows).toEqual(["VIP", "Private", "Unknown"]);
  expect(view.columns).toEqual(["Phone", "Audio", "Pets"]);
  // A sliver of a group and customers nobody knows say nothing about taste.
  expect(view.standsOut).toMatchObject({ row: "VIP", column: "Phone" });
});

test("new and returning customers by month, oldest first", () => {
  const row = (month: string, group: string, revenue: number) => ({
    section: "new_or_returning",
    month,
    group_name: group,
    revenue: `${revenue}`,
  });
  expect(
    newReturningView(tableOf([row("2026-11-01", "New", 4), row("2026-10-01", "Returning", 6)])),
  ).toEqual([
    { month: "2026-10-01", fresh: 0, returning: 6, unknown: 0 },
    { month: "2026-11-01", fresh: 4, returning: 0, unknown: 0 },
  ]);
});

test("cohorts are rows of a triangle, and months nobody came back are missing, not zero", () => {
  const cohort = (key: string, index: number, count: number, percent: number) => ({
    section: "cohort",
    row_key: key,
    column_key: index,
    customer_count: count,
    retention_percent: percent,
  });
  const view = customerView(
    tableOf([
      cohort("202610", 0, 10, 100),
      cohort("202609", 2, 1, 5),
      cohort("202609", 0, 20, 100),
      cohort("202610", 1, 5, 50),
    ]),
  );
  expect(view.cohorts).toEqual([
    { month: "2026-09-01", size: 20, retention: [100, null, 5] },
    { month: "2026-10-01", size: 10, retention: [100, 50] },
  ]);
  expect(view.nextMonth).toBeCloseTo(16.67, 1);
  expect(customerView(tableOf([])).nextMonth).toBeNull();
});
