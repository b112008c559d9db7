import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import type { RunContext } from "./context.ts";

/** A view in the working catalogue, under the name models use. */
export function viewSql(table: string, select: string): string {
  return `create or replace view memory.${quoted(table)} as ${select}`;
}

/** `silver.orders` → `"silver"."orders"`. */
export function quoted(table: string): string {
  return table.split(".").map(quoteIdentifier).join(".");
}

/** Column names of a table of the draft, in order. */
export async function columnsOf(context: RunContext, table: string): Promise<readonly string[]> {
  const [schema, name] = table.split(".") as [string, string];
  const rows = await context.session.rows<{ column_name: string }>(
    `select column_name from duckdb_columns() where database_name = 'build'
and schema_name = ${quoteLiteral(schema)} and table_name = ${quoteLiteral(name)} order by column_index`,
  );
  return rows.map((row) => row.column_name);
}
