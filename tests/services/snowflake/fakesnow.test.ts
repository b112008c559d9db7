/** The models on fakesnow: an interpreter of Snowflake SQL that is not ours. */
import { expect, test } from "vitest";
import { snowflakeColumnType } from "#models/dialect/types.ts";
import { compileModels } from "#tests/snowflake/emitted.ts";
import { silverColumns } from "#tests/snowflake/silver-columns.ts";
import { serviceSuite } from "../servers/programs.ts";
import { PYTHON, runPython } from "./python.ts";

interface Outcome {
  readonly name: string;
  readonly result: string;
}

/** What it cannot run though it is right: it takes an element of an array of quantiles for the array. */
const BEYOND_IT: Readonly<Record<string, RegExp>> = {
  "reports.customer_value":
    /Cannot compare values of type DECIMAL\(18,4\) and type DECIMAL\(18,4\)\[\]/,
};

serviceSuite("fakesnow", [PYTHON], () => {
  test("runs gold, marts and reports on empty silver tables", async () => {
    const columns = await silverColumns();
    const tables = Object.entries(columns).map(([table, list]) => ({
      name: `table ${table}`,
      sql: `create or replace table shop_build.${table} (${list.map(({ name, type }) => `${name} ${snowflakeColumnType(type)}`).join(", ")})`,
    }));
    const schemas = ["silver", "keys", "meta", "gold", "marts", "reports"].map((schema) => ({
      name: `schema ${schema}`,
      sql: `create schema if not exists shop_build.${schema}`,
    }));
    const models = (await compileModels())
      .filter(({ name }) => !/^(functions|silver)\./.test(name))
      // It runs no JavaScript and leaves no null out of an array; on empty tables any answer will do.
      .map(({ name, sql }) => ({
        name,
        sql: sql
          .replaceAll("shop_raw.functions.mentions(", "contains(")
          .replace(
            "array_to_string(array_construct_compact(title, body), ' ')",
            "concat(title, body)",
          ),
      }))
      .map(({ name, sql }) => ({
        name,
        sql: `create or replace table shop_build.${name} as\n${sql}`,
      }));
    const outcomes = await runPython<readonly Outcome[]>("run_on_fakesnow.py", [
      ...schemas,
      ...tables,
      ...models,
    ]);
    const asked = outcomes.filter(({ name }) => /^(gold|marts|reports)\./.test(name));
    const ran = asked.filter(({ result }) => result === "ran");
    console.info(`fakesnow runs ${ran.length} of ${asked.length} models.`);
    for (const { name, result } of asked)
      if (result !== "ran") console.info(`  ${name}: ${result}`);
    const failed = outcomes.filter(({ result }) => result.startsWith("failed"));
    expect(failed.filter(({ name, result }) => !BEYOND_IT[name]?.test(result))).toEqual([]);
    expect(failed.map(({ name }) => name)).toEqual(Object.keys(BEYOND_IT));
  }, 240_000);
});
