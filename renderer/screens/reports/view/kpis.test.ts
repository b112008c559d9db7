import { expect, test } from "vitest";
import type { Kpi } from "#contract/reports.ts";
import { kpiChange, otherCurrencyRows, shownKpis } from "./kpis.ts";

const kpi = (name: string, value: string | null, previous: string | null): Kpi => ({
  name,
  label: name,
  value,
  previous,
  unit: "currency",
  better: "up",
});

test("rows in other currencies are a note, not a figure", () => {
  const kpis = [kpi("revenue", "1", "1"), kpi("other_currency_rows", "339", null)];
  expect(shownKpis(kpis).map(({ name }) => name)).toEqual(["revenue"]);
  expect(otherCurrencyRows(kpis)).toBe(339);
  expect(otherCurrencyRows([])).toBe(0);
});

test("a difference to the published figure, with its percent", () => {
  expect(kpiChange(kpi("a", "402817.00", "412300.00"))).toEqual({
    delta: -9483,
    percent: expect.closeTo(-2.3, 2),
  });
  expect(kpiChange(kpi("a", "5", "0"))).toEqual({ delta: 5, percent: null });
});

test("no difference where one is missing or only the last binary digit moved", () => {
  expect(kpiChange(kpi("a", "5", null))).toBeNull();
  expect(kpiChange(kpi("a", "0.30000000000000004", "0.3"))).toBeNull();
});
