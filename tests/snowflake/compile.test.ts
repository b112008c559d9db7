/** Models as Snowflake SQL: all of them compile, and what the printer does not know is refused by name. */
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadSnowflakeDialect, type SnowflakeDialect } from "#models/dialect/snowflake.ts";
import { openScratchEngine, type ScratchEngine } from "#tests/models/duckdb-runner.ts";
import { compileModels } from "./emitted.ts";

const SQL = fileURLToPath(new URL("../../sql", import.meta.url));
const NAMES = {
  table: (schema: string, name: string) => `build.${schema}.${name}`,
  functions: "raw.functions",
};
let engine: ScratchEngine;
let dialect: SnowflakeDialect;

beforeAll(async () => {
  engine = await openScratchEngine();
  dialect = await loadSnowflakeDialect(SQL, { macros: [] }, engine);
});

afterAll(() => engine.close());

const compile = async (sql: string): Promise<string> =>
  ((await dialect.compile([sql], NAMES))[0] ?? "").replaceAll("\n", " ");

test("every model of every layer has a Snowflake form", async () => {
  const emitted = await compileModels();
  const layers = ["functions", "silver", "gold", "marts", "reports"];
  const counts = layers.map(
    (layer) => emitted.filter((e) => e.name.startsWith(`${layer}.`)).length,
  );
  expect(counts).toEqual([14, 8, 10, 4, 12]);
});

test.each([
  [
    "select a / b as x from silver.t",
    "select (cast(a as double) / nullif(cast(b as double), 0)) as x from build.silver.t",
  ],
  [
    "select a // 100 as x from silver.t",
    "select cast(trunc(a / 100) as integer) as x from build.silver.t",
  ],
  [
    "select a from silver.t order by a desc",
    "select a from build.silver.t order by a desc nulls last",
  ],
  [
    "select monthname(d) as m from silver.t",
    "select to_varchar(d, 'MMMM') as m from build.silver.t",
  ],
  [
    "select concat(a, b) as c from silver.t",
    "select concat(coalesce(a, ''), coalesce(b, '')) as c from build.silver.t",
  ],
  ["select avg(a) as c from silver.t", "select avg(cast(a as double)) as c from build.silver.t"],
  ["select 9098107892288553193 as h", "select 9098107892288553193 as h"],
  ["select 0.10 as p", "select 0.10 as p"],
  ["select '\\d' as p", "select $$\\d$$ as p"],
  [
    'select "Order ID" as "order" from silver.t',
    'select "Order ID" as "ORDER" from build.silver.t',
  ],
  [
    "select normalise_key(k) as k from silver.t",
    "select raw.functions.normalise_key(k) as k from build.silver.t",
  ],
])("%s", async (sql, expected) => {
  expect(await compile(sql)).toBe(expected);
});

test.each([
  ["select regexp_matches(a, 'x') from silver.t", "The function regexp_matches"],
  ["select a // 3 from silver.t", "Whole division by 3"],
  ["select list_transform([a, b], lambda x: x) from silver.t", "The function list_value"],
  ["select a from silver.t group by all", "group by all"],
  ["select distinct on (a) a, b from silver.t", "distinct on"],
  ["select * from read_parquet('x')", "A table_function in from"],
  ["select a::uuid from silver.t", "The type uuid"],
  ["select timezone('UTC', a) from silver.t", "A change of time zone"],
])("%s is refused", async (sql, what) => {
  await expect(compile(sql)).rejects.toThrow(what);
});
