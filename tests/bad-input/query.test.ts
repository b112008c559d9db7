import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Desk, expectRefused } from "./cli.ts";

const desk = new Desk();
let before: Record<string, string> = {};
beforeAll(async () => {
  await desk.json("init", "shop", "--tz", "UTC");
  desk.file("orders.csv", "order_id,ordered_at\n1,2024-12-01\n2,2024-12-02\n");
  await desk.json("source", "add", "shop", "orders", "--csv", "orders.csv");
  await desk.json("run", "shop", "--publish");
  before = desk.content("shop");
});
afterAll(() => desk.remove());

const outside = join(desk.path, "orders.csv");
const leak = join(desk.path, "leak");
test.each([
  "insert into gold.dim_date select * from gold.dim_date",
  "update gold.fact_orders set status = 'paid'",
  "delete from gold.fact_orders",
  "drop table gold.fact_orders",
  "create table gold.mine as select 1",
  `copy gold.fact_orders to '${leak}'`,
  `attach '${leak}' as other`,
  `export database '${leak}'`,
  "install httpfs",
  "load httpfs",
  "pragma database_list",
  "set enable_external_access = true",
  "call pragma_version()",
  "select 1; drop table gold.fact_orders",
  "select 1; select 2",
  "select 1) as a; drop table gold.fact_orders; from (select 2",
  "with x as (delete from gold.fact_orders returning *) select * from x",
  `select * from read_csv('${outside}')`,
  `select * from '${outside}'`,
  `select * from read_text('${outside}')`,
  `select * from read_blob('/etc/passwd')`,
  `select * from glob('${desk.path}/*')`,
  `select * from read_parquet('${desk.path}/shop/**/*.parquet')`,
  "selec 1",
  "",
  "-- nothing",
  "select * from gold.nothing",
  "select nothing from gold.fact_orders",
  "select cast('x' as integer)",
])("query %j is refused, nothing is written or read outside", async (sql) => {
  for (const more of [[], ["--published"]]) {
    const error = expectRefused(await desk.type("query", "shop", sql, ...more, "--json"), {
      exit: 2,
      says: /./,
    });
    expect(error.message).not.toContain("2024-12-01");
  }
  expect(existsSync(leak)).toBe(false);
  expect(desk.content("shop")).toEqual(before);
});

test.each([
  ["select count(*) as n from gold.fact_orders;", [["2"]]],
  ["from gold.fact_orders select count(*) -- both", [["2"]]],
  ["with two as (values (1), (2)) select count(*) from two", [["2"]]],
])("query %j is answered", async (sql, rows) => {
  expect(await desk.json<object>("query", "shop", sql)).toMatchObject({ rows });
  expect(await desk.json<object>("query", "shop", sql, "--published")).toMatchObject({ rows });
});

test("describe and show are answered too", async () => {
  const shown = await desk.json<{ rows: unknown[] }>("query", "shop", "show all tables");
  expect(shown.rows.length).toBeGreaterThan(10);
  const described = await desk.json<{ rows: unknown[] }>("query", "shop", "describe gold.dim_date");
  expect(described.rows.length).toBeGreaterThan(3);
});
