import { expect, test } from "vitest";
import { column, SMALL, tableOf } from "./examples.ts";
import { bigqueryLayout, redshiftLayout } from "./layout.ts";

const [days, sales] = SMALL.tables as [(typeof SMALL.tables)[0], (typeof SMALL.tables)[0]];

test("facts lie by order and time, small tables on every node", () => {
  expect(redshiftLayout(sales).clauses).toEqual([
    "diststyle key",
    'distkey ("order_key")',
    'sortkey ("date_key")',
  ]);
  expect(redshiftLayout(days).clauses).toEqual(["diststyle all", 'sortkey ("date_key")']);
  expect(redshiftLayout({ ...days, rows: 2_000_000 }).clauses[0]).toBe("diststyle even");
  expect(redshiftLayout(tableOf("gold.fact_stock")).clauses).toEqual(["diststyle even"]);
});

test("every choice has its reason", () => {
  for (const table of SMALL.tables) {
    expect(redshiftLayout(table).why).toHaveLength(2);
    expect(bigqueryLayout(table).why.length).toBeGreaterThan(0);
  }
});

test("BigQuery clusters by time, then what is joined; by four columns at most, none of them a float", () => {
  expect(bigqueryLayout(sales).clauses).toEqual(["cluster by `date_key`"]);
  expect(bigqueryLayout(sales).why.join(" ")).toContain("`month_key`");
  const names = ["a", "b", "c", "d", "e"];
  const columns = names.map((name) => column(name, name === "a" ? "DOUBLE" : "INTEGER"));
  const wide = tableOf("marts.wide", { columns, key: names });
  expect(bigqueryLayout(wide).clauses).toEqual(["cluster by `b`, `c`, `d`, `e`"]);
  expect(bigqueryLayout(tableOf("marts.bare"))).toEqual({ clauses: [], why: [] });
});
