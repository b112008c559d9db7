import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/** A value and a column name that would run if they were ever read as HTML. */
export const SCRIPT = `<img src=x onerror="window.wasRun=1">`;
export const SCRIPT_COLUMN = "<script>window.wasRun=1</script>";

/**
 * Puts a table of any number of rows in the place of a build's sales. Going through a run would take minutes;
 * what looks at rows cannot tell the difference.
 */
export async function growSales(workspace: string, rows: number): Promise<void> {
  const builds = join(workspace, "builds");
  const instance = await DuckDBInstance.create(join(builds, "b000001.duckdb"));
  const connection = await instance.connect();
  await connection.run(`create or replace table gold.fact_sales as select
    (100000 + i // 4)::varchar as order_id,
    (i % 4 + 1)::integer as line_number,
    (i // 4)::integer as order_key,
    case when i % 10 = 0 then null else (i % 50)::decimal(18,4) end as net_amount,
    case when i = 2 then '${SCRIPT}' else 'plain' end as "${SCRIPT_COLUMN}"
    from range(${rows}) numbers(i)`);
  connection.closeSync();
  instance.closeSync();
  const path = join(builds, "b000001.json");
  const build = JSON.parse(await readFile(path, "utf8")) as { rows: Record<string, number> };
  build.rows["gold.fact_sales"] = rows;
  await writeFile(path, JSON.stringify(build));
}
