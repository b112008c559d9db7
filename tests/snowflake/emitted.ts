import { fileURLToPath } from "node:url";
import { scriptStatement } from "#models/dialect/javascript.ts";
import { loadSnowflakeDialect } from "#models/dialect/snowflake.ts";
import { readModels } from "#models/load.ts";
import { openScratchEngine } from "#tests/models/duckdb-runner.ts";

export interface Emitted {
  readonly name: string;
  readonly sql: string;
}

/** Every model as the select Snowflake is given, and the functions they call. */
export async function compileModels(): Promise<readonly Emitted[]> {
  const folder = fileURLToPath(new URL("../../sql", import.meta.url));
  const { catalogue } = await readModels(folder, { unitTests: false });
  const engine = await openScratchEngine();
  const dialect = await loadSnowflakeDialect(folder, catalogue, engine);
  const emitted: Emitted[] = dialect.scripts.map((script) => ({
    name: `functions.${script.name}`,
    sql: scriptStatement(script, dialect.scripts, "shop_raw.functions"),
  }));
  const names = {
    table: (s: string, t: string) => `shop_build.${s}.${t}`,
    functions: "shop_raw.functions",
  };
  const refused: string[] = [];
  for (const model of catalogue.models) {
    const sql = await dialect.compile([model.sql], names).catch((error: Error) => {
      refused.push(`${model.table}: ${error.message}`);
      return null;
    });
    if (sql) emitted.push({ name: model.table, sql: sql[0] as string });
  }
  engine.close();
  if (refused.length > 0) throw new Error(refused.join("\n"));
  return emitted;
}
