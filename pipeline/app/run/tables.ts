import { quoteIdentifier } from "#domain/sql-text.ts";
import type { RunContext } from "./context.ts";

/** A view in the working catalogue, under the name models use. */
export function viewSql(table: string, select: string): string {
  return `create or replace view memory.${quoted(table)} as ${select}`;
}

/** `silver.orders` → `"silver"."orders"`. */
export function quoted(table: string): string {
  return table.split(".").map(quoteIdentifier).join(".");
}

/** Columns of the draft's tables, read all at once: asking for each would cost more than building small ones. */
const columnsRead = new WeakMap<RunContext["changes"], Map<string, readonly string[]>>();

/** Column names of a table of the draft, in order; none if there is no such table. */
export async function columnsOf(context: RunContext, table: string): Promise<readonly string[]> {
  let known = columnsRead.get(context.changes);
  if (!known?.has(table)) {
    known = await readColumns(context);
    columnsRead.set(context.changes, known);
  }
  return known.get(table) ?? [];
}

/** To be called before a table is made anew: another select may have other columns. */
export function forgetColumns(context: RunContext): void {
  columnsRead.delete(context.changes);
}

async function readColumns(context: RunContext): Promise<Map<string, readonly string[]>> {
  const rows = await context.session.rows<{ name: string; columns: readonly string[] }>(
    `select schema_name || '.' || table_name as name, list(column_name order by column_index) as columns
from duckdb_columns() where database_name = 'build' group by all`,
  );
  return new Map(rows.map(({ name, columns }) => [name, columns]));
}
