import { expect, test } from "vitest";
import { buildGraph, readGraph } from "#models/graph.ts";
import { openScratchEngine } from "./duckdb-runner.ts";
import { catalogueOf } from "./fixtures.ts";

const tables = (models: readonly { table: string }[]) => models.map((model) => model.table);

test("reads tables through joins with using, aliases, subqueries and unused CTEs", async () => {
  const engine = await openScratchEngine();
  const catalogue = catalogueOf({
    "silver.orders": "select * from bronze.orders as o",
    "silver.customers": "select * from bronze.customers",
    "gold.dim_customers":
      "select * from silver.customers join keys.customers k using (customer_id)",
    "gold.fact_orders":
      "with orders as (select * from silver.orders), unused as (select * from meta.workspace) " +
      "select *, (select max(as_of) from meta.as_of) as d from orders natural join gold.dim_customers",
    "marts.mart_sales": "select * from gold.fact_orders",
  });
  const graph = await buildGraph(catalogue, engine);
  engine.close();
  expect(graph.inputs("gold.fact_orders")).toEqual([
    "gold.dim_customers",
    "meta.as_of",
    "meta.workspace",
    "silver.orders",
  ]);
  expect(tables(graph.dependents("silver.customers"))).toEqual(["gold.dim_customers"]);
  expect(tables(graph.downstream(["bronze.customers"]))).toEqual([
    "silver.customers",
    "gold.dim_customers",
    "gold.fact_orders",
    "marts.mart_sales",
  ]);
  for (const model of graph.order) {
    for (const input of graph.inputs(model)) {
      const before = graph.order.findIndex((other) => other.table === input);
      expect(before).toBeLessThan(graph.order.indexOf(model));
    }
  }
});

test("says which table is unknown, which layer is forbidden, what does not parse and who goes in a circle", async () => {
  const engine = await openScratchEngine();
  const rules = async (models: Record<string, string>) =>
    (await readGraph(catalogueOf(models), engine)).findings.map((f) => [f.rule, f.path, f.text]);
  expect(await rules({ "silver.orders": "select * from bronze.order" })).toEqual([
    [
      "unknown_table",
      "sql/silver/orders.sql",
      "There is no table bronze.order. Did you mean bronze.orders?",
    ],
  ]);
  expect(await rules({ "gold.a": "select * from orders" })).toMatchObject([
    [
      "unknown_table",
      "sql/gold/a.sql",
      "There is no table orders. Did you mean bronze.orders or keys.orders?",
    ],
  ]);
  expect(await rules({ "marts.a": "select * from keys.orders" })).toEqual([
    ["layer", "sql/marts/a.sql", "A marts model reads only gold, meta, not keys.orders."],
  ]);
  expect(await rules({ "gold.a": "selct 1" })).toMatchObject([
    ["parse", "sql/gold/a.sql", expect.stringContaining("syntax error")],
  ]);
  const circle = await rules({
    "gold.a": "select * from gold.b",
    "gold.b": "select * from gold.c",
    "gold.c": "select * from gold.b",
  });
  expect(circle).toMatchObject([
    ["circle", "sql/gold/b.sql", "Models read each other: gold.b → gold.c → gold.b."],
  ]);
  await expect(
    buildGraph(catalogueOf({ "gold.a": "select * from gold.a" }), engine),
  ).rejects.toMatchObject({ code: "bad_input" });
  engine.close();
});
