import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { SqlRunner } from "#ports/sql-runner.ts";
import type { ModelCatalogue } from "../model.ts";
import type { SyntaxNode } from "../syntax-tree.ts";
import { parseScript, type ScriptFunction } from "./javascript.ts";
import { expand, macroStatements, readMacroTrees } from "./macros.ts";
import { writeQuery } from "./queries.ts";
import { parseQueries } from "./tree.ts";

/** Where a compiled statement finds its tables and our functions. */
export interface SnowflakeNames {
  /** e.g. `("silver", "orders")` → `shop_build.silver.orders`. */
  readonly table: (schema: string, name: string) => string;
  /** e.g. `shop_raw.functions`. */
  readonly functions: string;
}

export interface SnowflakeDialect {
  /** Functions the account must have before anything compiled runs. */
  readonly scripts: readonly ScriptFunction[];
  /**
   * Our selects as Snowflake SQL, in the same order.
   * @throws AppError `bad_input` naming the first construct that has no Snowflake form here.
   */
  compile(sqls: readonly string[], names: SnowflakeNames): Promise<readonly string[]>;
}

/**
 * Reads what the dialect replaces (`<sqlFolder>/macros/snowflake`) and prepares the macros.
 * @param runner parses SQL; any DuckDB session will do.
 */
export async function loadSnowflakeDialect(
  sqlFolder: string,
  catalogue: Pick<ModelCatalogue, "macros">,
  runner: SqlRunner,
): Promise<SnowflakeDialect> {
  const folder = join(sqlFolder, "macros", "snowflake");
  const files = (await readdir(folder)).sort();
  const read = (name: string) => readFile(join(folder, name), "utf8");
  const scripts: ScriptFunction[] = [];
  const replaced: string[] = [];
  for (const file of files) {
    const path = `sql/macros/snowflake/${file}`;
    if (file.endsWith(".js")) scripts.push(parseScript(await read(file), path));
    else replaced.push(...macroStatements(await read(file), path));
  }
  const own = new Set(scripts.map((script) => script.name));
  const statements = [...catalogue.macros.map((macro) => macro.sql), ...replaced];
  const trees = await readMacroTrees(statements, runner);
  const macros = new Map([...trees].filter(([name]) => !own.has(name)));
  return {
    scripts,
    async compile(sqls, names) {
      const queries = await parseQueries(sqls, runner);
      const place = {
        table: names.table,
        ownFunction: (name: string) => (own.has(name) ? `${names.functions}.${name}` : null),
      };
      return queries.map((query) => writeQuery(expand(query, macros) as SyntaxNode, place));
    },
  };
}
