import { expect, test } from "vitest";
import { changesOf, type DiffKpi, steadyKpi } from "./changes.ts";

function kpi(part: Partial<DiffKpi>): DiffKpi {
  return {
    report: "margin",
    name: "revenue",
    label: "Revenue",
    unit: "currency",
    published: "412300.0000",
    build: "412300.0000",
    delta: "0.0000",
    percent: 0,
    ...part,
  };
}
const fallen = { build: "402817.0000", delta: "-9483.0000", percent: -2.3 };

test("money comes before rates, and rates before rows in other currencies", () => {
  const { changed } = changesOf({
    tables: [],
    kpis: [
      kpi({
        name: "other_currency_rows",
        unit: "count",
        published: "1",
        build: "90",
        delta: "89",
        percent: 8900,
      }),
      kpi({
        name: "margin_percent",
        unit: "percent",
        published: "50",
        build: "40",
        delta: "-10",
        percent: -20,
      }),
      kpi(fallen),
    ],
  });
  expect(changed.map(({ name }) => name)).toEqual([
    "revenue",
    "margin_percent",
    "other_currency_rows",
  ]);
});

test("one figure of two reports is said once, and both are named", () => {
  const { changed, unchanged } = changesOf({
    tables: [],
    kpis: [
      kpi({ ...fallen, report: "best_sellers" }),
      kpi({ ...fallen, report: "margin" }),
      kpi({ report: "payments" }),
    ],
  });
  expect(changed).toHaveLength(1);
  // Explained by the report with the finest rows.
  expect(changed[0]).toMatchObject({ report: "margin", reports: ["margin", "best_sellers"] });
  expect(unchanged).toEqual(["payments"]);
});

test("the same number with other digits has not moved; one that appears has", () => {
  const { changed, unchanged } = changesOf({
    tables: [
      { table: "gold.a", published: 3, build: 3 },
      { table: "gold.b", published: null, build: 3 },
    ],
    kpis: [
      kpi({ report: "a", published: "42.0", build: "42", delta: "0.0" }),
      kpi({ report: "b", published: null, build: "1", delta: null, percent: null }),
    ],
  });
  expect(changed.map(({ report }) => report)).toEqual(["b"]);
  expect(unchanged).toEqual(["a"]);
});

test("tables are named when their rows changed", () => {
  const { tables } = changesOf({
    kpis: [],
    tables: [
      { table: "gold.a", published: 3, build: 3 },
      { table: "gold.b", published: null, build: 3 },
    ],
  });
  expect(tables.map(({ table }) => table)).toEqual(["gold.b"]);
});

test("orders that stay the same are what people hold on to", () => {
  const orders = kpi({
    name: "orders",
    label: "Orders",
    unit: "count",
    published: "5120",
    build: "5120",
    delta: "0",
  });
  expect(steadyKpi({ kpis: [kpi(fallen), orders] })?.build).toBe("5120");
  expect(steadyKpi({ kpis: [kpi(fallen)] })).toBeNull();
});
