import { buildGraph } from "#models/graph.ts";
import { fillAddresses } from "./addresses.ts";
import type { RunContext } from "./context.ts";
import { assignKeys } from "./keys.ts";
import { buildModels, writeMeta } from "./models.ts";
import { quoted } from "./tables.ts";
import { buildSilver } from "./silver.ts";

export interface DerivedBuild {
  readonly keys: Record<string, readonly string[]>;
  readonly rows: Record<string, number>;
}

/** Bronze to reports: everything a build holds is derived here, whole or only where something changed. */
export async function deriveBuild(context: RunContext): Promise<DerivedBuild> {
  await context.draft.keepOrder(false);
  await writeMeta(context);
  await buildSilver(context);
  await fillAddresses(context);
  const keys = await assignKeys(context);
  const graph = await buildGraph(context.catalogue, context.session);
  await buildModels(context, graph);
  await viewEverything(context);
  return { keys, rows: await countRows(context) };
}

/** All tables of the draft under their own names, for checks and reports. */
async function viewEverything(context: RunContext): Promise<void> {
  const tables = await listTables(context);
  await context.session.run(
    tables
      .map((t) => `create or replace view memory.${quoted(t)} as from build.${quoted(t)}`)
      .join(";\n"),
  );
}

async function listTables(context: RunContext): Promise<readonly string[]> {
  const rows = await context.session.rows<{ name: string }>(
    `select schema_name || '.' || table_name as name from duckdb_tables()
where database_name = 'build' order by 1`,
  );
  return rows.map((row) => row.name);
}

/** Exact counts: the engine's own estimate is not updated by deletes. */
async function countRows(context: RunContext): Promise<Record<string, number>> {
  const tables = await listTables(context);
  const sql = tables.map((t) => `select '${t}' as name, count(*) as n from build.${quoted(t)}`);
  const rows = await context.session.rows<{ name: string; n: string }>(sql.join(" union all "));
  return Object.fromEntries(rows.map((row) => [row.name, Number(row.n)]));
}
