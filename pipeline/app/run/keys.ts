import { KEY_DIMENSIONS } from "#domain/run/dimensions.ts";
import type { KeyDimension } from "#domain/run/dimensions.ts";
import { quoteLiteral } from "#domain/sql-text.ts";
import type { RunContext } from "./context.ts";
import { changeOf } from "./context.ts";
import { recordDelta } from "./deltas.ts";

/**
 * Gives every business key that appears for the first time the next number of its dimension. New numbers
 * are committed to the lake before the build closes, so that a rebuild finds the same ones.
 */
export async function assignKeys(context: RunContext): Promise<Record<string, readonly string[]>> {
  const files: Record<string, readonly string[]> = {};
  for (const dimension of KEY_DIMENSIONS) {
    await loadKeys(context, dimension);
    await assign(context, dimension);
    files[dimension.name] = (await context.services.keys.files(dimension.name)).map(fileName);
  }
  return files;
}

function fileName(path: string): string {
  return path.replaceAll("\\", "/").split("/").at(-1) as string;
}

/** The build's key table holds all of the lake's key files; a killed run may have committed one no build has. */
async function loadKeys(context: RunContext, dimension: KeyDimension): Promise<void> {
  const { session, parent, services } = context;
  const table = `build.keys.${dimension.name}`;
  await session.run(
    `create table if not exists ${table} (${dimension.column} varchar, ${dimension.key} integer)`,
  );
  const known = new Set(parent?.keys[dimension.name] ?? []);
  const files = (await services.keys.files(dimension.name)).filter((f) => !known.has(fileName(f)));
  for (const file of files) {
    await session.run(
      `insert into ${table} select ${dimension.column}, ${dimension.key} from read_parquet(${quoteLiteral(file)})`,
    );
  }
}

async function assign(context: RunContext, dimension: KeyDimension): Promise<void> {
  const changed = dimension.tables.filter((t) => changeOf(context, `silver.${t}`).kind !== "none");
  if (changed.length === 0) return;
  const { session, services, run } = context;
  const { column, key } = dimension;
  const table = `build.keys.${dimension.name}`;
  const [known] = await session.rows<{ n: string; last: string | null }>(
    `select count(*) as n, max(${key}) as last from ${table}`,
  );
  await session.run(`create or replace temp table new_keys as
select ${column}, (${Number(known?.last ?? 0)}
  + row_number() over (order by place, first_batch, first_row, ${column}))::integer as ${key}
from (${newKeysSql(context, dimension, changed)})`);
  const [row] = await session.rows<{ n: string }>("select count(*) as n from new_keys");
  if (Number(row?.n ?? 0) > 0) {
    const file = await services.keys.draft(dimension.name, run);
    // A table written in one piece needs no second pass at the end; inserting into an empty one does.
    const write =
      Number(known?.n ?? 0) === 0 ? `create or replace table ${table} as` : `insert into ${table}`;
    await session.run(`${write} from new_keys;
copy (from new_keys order by ${key}) to ${quoteLiteral(file)} (format parquet, compression zstd)`);
    await services.keys.commit(dimension.name, run);
    await noteNewKeys(context, dimension);
  }
  await session.run("drop table new_keys");
}

/** Key maps only grow: the new pairs are the whole difference. */
async function noteNewKeys(context: RunContext, dimension: KeyDimension): Promise<void> {
  const table = `keys.${dimension.name}`;
  if (context.parent === null || context.full) {
    context.changes.set(table, { kind: "whole" });
    return;
  }
  const { column, key } = dimension;
  await recordDelta(
    context,
    table,
    `select 1 as _sign, k.${column}, k.${key} from build.${table} as k semi join new_keys using (${column})`,
  );
}

/** Order of first appearance: the entity's own rows, then references; by batch (run, source) and row. */
function newKeysSql(
  context: RunContext,
  dimension: KeyDimension,
  changed: readonly string[],
): string {
  const { column } = dimension;
  const known = `build.keys.${dimension.name}`;
  const arms = dimension.tables.flatMap((table, place) => {
    if (!changed.includes(table)) return [];
    const change = changeOf(context, `silver.${table}`);
    // Lineage is only in silver itself; the delta narrows it down to the keys that are new there.
    const only =
      change.kind === "delta"
        ? ` and t.${column} in (select ${column} from ${change.table} where _sign = 1)`
        : "";
    return [
      `select t.${column}, ${Math.min(place, 1)} as place, t._batch_id, t._row
from build.silver.${table} as t
where t.${column} is not null${only}
  and not exists (select 1 from ${known} as k where k.${column} = t.${column})`,
    ];
  });
  return `with candidates as (${arms.join("\nunion all\n")}),
first as (
  select ${column}, min(place) as place from candidates group by ${column}
)
select c.${column}, f.place, min(c._batch_id) as first_batch,
  min(c._row) as first_row
from candidates as c join first as f on f.${column} = c.${column} and f.place = c.place
group by c.${column}, f.place`;
}
