import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/** Columns that tell when and in which run a row came; everything else must be the same. */
const WHEN = new Set(["_batch_id", "_ingested_at"]);

/** Table → its rows as sorted text: the newest build's silver to reports, keys included. */
export async function contentsOf(workspace: string): Promise<Record<string, readonly string[]>> {
  const builds = (await readdir(join(workspace, "builds"))).filter((name) =>
    name.endsWith(".json"),
  );
  const newest = builds.sort().at(-1)!.replace(".json", ".duckdb");
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
  });
  try {
    const connection = await instance.connect();
    await connection.run(`attach '${join(workspace, "builds", newest)}' as build (read_only)`);
    const columns = await connection.runAndReadAll(`select schema_name || '.' || table_name,
  list(column_name order by column_index) from duckdb_columns()
where database_name = 'build' and not internal group by 1 order by 1`);
    const contents: Record<string, readonly string[]> = {};
    for (const [table, names] of columns.getRowsJson() as [string, string[]][]) {
      const kept = names.filter((name) => !WHEN.has(name)).map((name) => `"${name}"`);
      const reader = await connection.runAndReadAll(
        `select row_to_json(t)::varchar from (select ${kept.join(", ")} from build.${table}) as t order by 1`,
      );
      contents[table] = reader.getRowsJson().map(([row]) => String(row));
    }
    return contents;
  } finally {
    instance.closeSync();
  }
}

/** Differing rows of two workspaces, shortened to the columns that differ; empty if they hold the same. */
export function differences(
  contents: Record<string, readonly string[]>,
  wanted: Record<string, readonly string[]>,
): readonly string[] {
  const tables = [...new Set([...Object.keys(contents), ...Object.keys(wanted)])];
  return tables.flatMap((table) => {
    const [has, should] = [contents[table] ?? [], wanted[table] ?? []];
    const extra = has.filter((row) => !should.includes(row));
    const lacking = should.filter((row) => !has.includes(row));
    const count =
      has.length === should.length ? [] : [`${table}: ${has.length} of ${should.length}`];
    const pairs = Array.from(
      { length: Math.max(extra.length, lacking.length) },
      (_, index) => `${table}: ${differing(extra[index], lacking[index])}`,
    );
    return [...count, ...pairs];
  });
}

function differing(row: string | undefined, wanted: string | undefined): string {
  if (!row || !wanted) return row ? `not wanted ${row}` : `lacking ${wanted}`;
  const [has, should] = [row, wanted].map((text) => JSON.parse(text) as Record<string, unknown>);
  const columns = Object.keys(should!).filter(
    (name) => JSON.stringify(has![name]) !== JSON.stringify(should![name]),
  );
  const parts = columns.map(
    (name) => `${name} ${JSON.stringify(has![name])} not ${JSON.stringify(should![name])}`,
  );
  return parts.join(", ");
}
