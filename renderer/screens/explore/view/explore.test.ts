import { expect, test } from "vitest";
import type { TableSummary } from "#contract/explore.ts";
import { columnWidth, decimalsOf, isIdentifier, kindOf, operatorsOf } from "./columns.ts";
import { filtersOf, nextSort, readSearch, sortOf, withFilter, withoutFilter } from "./filters.ts";
import { firstTable, treeOf } from "./layers.ts";
import { barsOf, characterOf, fillRate, honestPercent } from "./profile.ts";
import { completionSchema, errorPosition, startingSql } from "./sql.ts";
import { traceKey, WINDOW, windowsOf, windowsToForget } from "./windows.ts";

test.each([
  ["INTEGER", "number"],
  ["BIGINT", "number"],
  ["UTINYINT", "number"],
  ["DECIMAL(18,4)", "number"],
  ["DOUBLE", "number"],
  ["DATE", "date"],
  ["TIMESTAMP WITH TIME ZONE", "time"],
  ["BOOLEAN", "yes_no"],
  ["VARCHAR", "text"],
  ["INTEGER[]", "text"],
  ["STRUCT(a INTEGER)", "text"],
])("%s is shown as %s", (type, kind) => {
  expect(kindOf(type)).toBe(kind);
});

test("text is searched, numbers are compared", () => {
  expect(operatorsOf("text")).toContain("contains");
  expect(operatorsOf("number")).not.toContain("contains");
  expect(operatorsOf("number")).toContain("at_least");
  expect(isIdentifier("customer_key")).toBe(true);
  expect(isIdentifier("net_amount")).toBe(false);
  expect(decimalsOf("DECIMAL(18,4)")).toBe(4);
  expect(decimalsOf("DOUBLE")).toBeNull();
});

test("a column is as wide as what it holds, within reason", () => {
  expect(columnWidth("a", "VARCHAR", ["x".repeat(500)])).toBe(320);
  expect(columnWidth("a", "INTEGER", [1])).toBe(104);
  expect(columnWidth("a_rather_long_column_name", "INTEGER", [])).toBeGreaterThan(200);
});

test("an address is read as far as it is understood", () => {
  const search = readSearch({
    q: "lamp",
    f: [
      ["city", "contains", 12],
      ["note", "is_empty"],
    ],
    sort: "-net_amount",
    row: "17",
    published: "yes",
    other: "x",
  });
  expect(search).toEqual({
    q: "lamp",
    f: [
      ["city", "contains", "12"],
      ["note", "is_empty"],
    ],
    sort: "-net_amount",
    row: 17,
  });
  expect(filtersOf(search)).toEqual([
    { column: "city", operator: "contains", value: "12" },
    { column: "note", operator: "is_empty" },
  ]);
  expect(readSearch({ f: [["city", "drop table"]], row: -3 })).toEqual({});
});

test("chips are added once and taken away by their place; the open row is closed", () => {
  const one = withFilter({ row: 3 }, { column: "city", operator: "is", value: "Köln" });
  expect(one).toEqual({ f: [["city", "is", "Köln"]] });
  expect(withFilter(one, { column: "city", operator: "is", value: "Köln" })).toBe(one);
  expect(withoutFilter(one, 0)).toEqual({});
});

test("a heading sorts up, then down, then as stored", () => {
  const up = nextSort({}, "a");
  const down = nextSort(up, "a");
  expect([sortOf(up), sortOf(down)]).toEqual([
    { column: "a", descending: false },
    { column: "a", descending: true },
  ]);
  expect(nextSort(down, "a")).toEqual({});
  expect(sortOf(nextSort(down, "b"))).toEqual({ column: "b", descending: false });
});

const column = {
  name: "a",
  type: "INTEGER",
  rows: 1000,
  filled: 999,
  distinct: 10,
  min: 1,
  max: 9,
  mean: 2,
};

test("a fill rate below 100 % never reads 100 %", () => {
  expect(honestPercent(fillRate(column)!)).toBe(99);
  expect(honestPercent(99.999, 1)).toBe(99.9);
  expect(honestPercent(0.0001)).toBe(1);
  expect(honestPercent(100)).toBe(100);
  expect(honestPercent(0)).toBe(0);
  expect(fillRate({ rows: 0, filled: 0 })).toBeNull();
});

test("bars are a histogram, else the most frequent values", () => {
  const histogram = [
    { from: "1", to: "5", rows: 10 },
    { from: "5", to: "9", rows: 40 },
  ];
  const top = [{ value: "x", rows: 7 }];
  expect(barsOf({ ...column, histogram, top }).map(({ share }) => share)).toEqual([0.25, 1]);
  expect(barsOf({ ...column, histogram: [], top })).toEqual([{ label: "x", rows: 7, share: 1 }]);
});

test("a column has a character", () => {
  expect(characterOf({ rows: 9, filled: 0, distinct: 0 })).toBe("empty");
  expect(characterOf({ rows: 9, filled: 9, distinct: 9 })).toBe("unique");
  expect(characterOf({ rows: 9, filled: 9, distinct: 1 })).toBe("constant");
  expect(characterOf({ rows: 9, filled: 9, distinct: 4 })).toBe("mixed");
});

const table = (name: string, rows: number, columns: string[] = []): TableSummary => ({
  table: name,
  layer: name.split(".")[0]!,
  name: name.split(".")[1]!,
  label: name.split(".")[1]!,
  description: null,
  grain: null,
  rows,
  columns: columns.map((each) => ({ name: each, type: "VARCHAR", description: null })),
});
const TABLES = [
  table("bronze.orders", 3),
  table("gold.fact_sales", 5, ["City"]),
  table("odd.x", 1),
];

test("the tree goes from reports down to bronze, and is searched by column too", () => {
  expect(treeOf(TABLES).map(({ layer }) => layer)).toEqual(["gold", "bronze", "odd"]);
  expect(treeOf(TABLES, "city").map(({ layer }) => layer)).toEqual(["gold"]);
  expect(treeOf(TABLES, "nothing")).toEqual([]);
});

test("the first table is one with rows", () => {
  expect(firstTable(TABLES)?.table).toBe("gold.fact_sales");
  expect(firstTable([table("gold.fact_sales", 0), table("silver.a", 2)])?.table).toBe("silver.a");
  expect(firstTable([])).toBeNull();
});

test("the place of an error is found in the text", () => {
  const sql = "select a\nfrom nowhere x y";
  expect(errorPosition(sql, "not understood at line 2, character 16: syntax error")).toBe(24);
  expect(errorPosition(sql, "Catalog says no")).toBeNull();
  expect(errorPosition(sql, "line 9, character 1")).toBeNull();
});

test("the editor knows layers, tables and columns, and quotes odd names", () => {
  expect(completionSchema(TABLES).gold).toEqual({ fact_sales: ["City"] });
  expect(startingSql('gold.a "b')).toBe('select *\nfrom gold."a ""b"\nlimit 100');
});

test("windows cover what is seen and end with the table", () => {
  expect(windowsOf(150, 250, 10_000_000)).toEqual([0, WINDOW]);
  expect(windowsOf(9_999_990, 10_000_100, 10_000_000)).toEqual([9_999_800]);
  expect(windowsOf(0, 50, 0)).toEqual([]);
  expect(windowsToForget([0, 200, 9_000], 8_900, 2)).toEqual([0]);
});

test("a row is named by its key, and not at all when a part is missing", () => {
  const columns = [{ name: "a" }, { name: "b" }];
  expect(traceKey(["b", "a"], columns, [1, "x"])).toBe("x/1");
  expect(traceKey(["b"], columns, [1, null])).toBeNull();
  expect(traceKey([], columns, [1])).toBeNull();
});
