import type { RunContext } from "./context.ts";

/** Name of the temporary table with the differing rows of `layer.table`. */
export function deltaTable(table: string): string {
  return `delta_${table.replace(".", "_")}`;
}

/** Materialises differing rows and notes how many there are. */
export async function recordDelta(
  context: RunContext,
  table: string,
  difference: string,
): Promise<void> {
  const name = deltaTable(table);
  await context.session.run(`create or replace temp table ${name} as ${difference}`);
  const [row] = await context.session.rows<{ n: string }>(`select count(*) as n from ${name}`);
  const rows = Number(row?.n ?? 0);
  context.changes.set(table, rows === 0 ? { kind: "none" } : { kind: "delta", table: name, rows });
}
