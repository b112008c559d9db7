import { BLANK_ROW_HASH } from "#domain/run/bronze-sql.ts";
import type { Batch } from "#domain/run/batch.ts";
import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import { snowflakeName } from "./names.ts";

/** What every raw table has besides the headers of its source, and its type there. */
const LINEAGE: readonly (readonly [string, string])[] = [
  ["_op", "varchar"],
  ["_kind", "varchar"],
  ["_source_id", "varchar"],
  ["_batch_id", "varchar"],
  ["_ingested_at", "varchar"],
  ["_row", "integer"],
  ["_row_hash", "varchar"],
  ["_occurrence", "integer"],
];

/** Raw tables are named after their source; a name of two words is one word there. */
export function rawTable(sourceId: string): string {
  return `src_${sourceId.replaceAll("-", "_")}`;
}

/** Where each row of a source is today, for entities that need the order of rows. */
export function positionsTable(sourceId: string): string {
  return `pos_${sourceId.replaceAll("-", "_")}`;
}

/** The name under which Snowflake keeps a column: what `snowflakeName` writes, without its quotes. */
export function storedName(name: string): string {
  const written = snowflakeName(name);
  return written.startsWith('"')
    ? written.slice(1, -1).replaceAll('""', '"')
    : written.toUpperCase();
}

export function createRawTable(table: string, headers: readonly string[]): string {
  const columns = [...LINEAGE.map(([name, type]) => `${name} ${type}`), ...headers.map(textColumn)];
  return `create table if not exists ${table} (${columns.join(", ")})`;
}

/** A header that came later; its older rows are null. */
export function addColumn(table: string, header: string): string {
  return `alter table ${table} add column if not exists "${storedName(header).replaceAll('"', '""')}" varchar`;
}

const textColumn = (header: string): string => `${snowflakeName(header)} varchar`;

/** One file into one table. What the load history or the ledger knows is not loaded again. */
export function copyInto(table: string, folder: string, file: string): string {
  return `copy into ${table}
from @${folder}
files = ('${file}')
file_format = (type = parquet)
match_by_column_name = case_sensitive`;
}

/**
 * A batch as DuckDB reads it from the lake, under the names Snowflake keeps: one row per record that is not blank,
 * with the row numbers and occurrences that a full batch only implies.
 */
export function batchFileSql(batch: Batch, resolve: (path: string) => string): string {
  const file = quoteLiteral(resolve(batch.file as string));
  const columns = batch.headers.map(
    (header) => `f.${quoteIdentifier(header)} as ${quoteIdentifier(storedName(header))}`,
  );
  const own = batch.packed !== true;
  const full = batch.kind === "full" && own;
  const repeats = batch.repeats ? quoteLiteral(resolve(batch.repeats)) : null;
  const lineage = {
    _OP: "f._op",
    _KIND: quoteLiteral(batch.kind),
    _SOURCE_ID: "f._source_id",
    _BATCH_ID: "f._batch_id",
    _INGESTED_AT: "strftime(f._ingested_at, '%Y-%m-%d %H:%M:%S.%f')",
    _ROW: full ? `(f.file_row_number + ${batch.first_row})::bigint` : "f._row::bigint",
    _ROW_HASH: "f._row_hash::varchar",
    _OCCURRENCE: full ? (repeats ? "coalesce(r._occurrence, 1)" : "1") : "f._occurrence::integer",
  };
  const named = Object.entries(lineage).map(([name, sql]) => `${sql} as ${quoteIdentifier(name)}`);
  return `select ${[...named, ...columns].join(", ")}
from read_parquet(${file}${full ? ", file_row_number = true" : ""}) as f
${repeats && full ? `left join read_parquet(${repeats}) as r on r.position = f.file_row_number` : ""}
where f._row_hash <> ${BLANK_ROW_HASH}${own ? "" : ` and f._batch_id = ${quoteLiteral(batch.batch_id)}`}`;
}

export function positionsFileSql(batch: Batch, resolve: (path: string) => string): string {
  return `select ${quoteLiteral(batch.batch_id)} as "_BATCH_ID", _row::bigint as "_ROW", _row_hash::varchar as "_ROW_HASH",
_occurrence::integer as "_OCCURRENCE" from read_parquet(${quoteLiteral(resolve(batch.positions as string))})`;
}

/** Live rows of a source, in our dialect, over its raw table: the same rows `snapshotSql` finds in the lake. */
export function rawSnapshotSql(
  sourceId: string,
  batches: readonly Batch[],
  headers: readonly string[],
): string {
  const known = new Set(batches.flatMap((batch) => batch.headers));
  const table = `raw.${rawTable(sourceId)}`;
  const cells = headers.map((h) =>
    known.has(h) ? `f.${quoteIdentifier(h)}` : `null::varchar as ${quoteIdentifier(h)}`,
  );
  const ids = batches.map((batch) => quoteLiteral(batch.batch_id));
  const wanted = (alias: string) =>
    ids.length === 0 ? "false" : `${alias}._batch_id in (${ids.join(", ")})`;
  return `select ${[
    ...cells,
    "f._source_id, f._batch_id, f._ingested_at::timestamp as _ingested_at, f._row",
    "f._row_hash, f._occurrence",
  ].join(", ")}
from ${table} as f
where f._op = 'insert' and ${wanted("f")}
and not exists (select 1 from ${table} as k
  where k._kind = 'delta' and ${wanted("k")} and k._row_hash = f._row_hash
    and k._occurrence = f._occurrence and k._batch_id > f._batch_id)`;
}

/** The same with today's place of each row; see `withPositionSql`. */
export function rawWithPositionSql(
  snapshot: string,
  sourceId: string,
  batches: readonly Batch[],
  mode: "snapshot" | "append",
): string {
  if (mode === "append") {
    return `select s.*, s._batch_id as _order, s._row as _position from (${snapshot}) as s`;
  }
  const last = batches.findLast((batch) => batch.positions !== null);
  if (!last) return `select s.*, '' as _order, s._row as _position from (${snapshot}) as s`;
  return `select s.*, '' as _order, p._row as _position from (${snapshot}) as s
left join raw.${positionsTable(sourceId)} as p
  on p._row_hash = s._row_hash and p._occurrence = s._occurrence and p._batch_id = ${quoteLiteral(last.batch_id)}`;
}

/** Identities that deltas among the batches took away, in our dialect. */
export function removedSql(sourceId: string, batches: readonly Batch[]): string | null {
  const ids = batches
    .filter((b) => b.kind === "delta" && b.file !== null)
    .map((b) => quoteLiteral(b.batch_id));
  if (ids.length === 0) return null;
  return `select _source_id, _row_hash::ubigint as _row_hash, _occurrence from raw.${rawTable(sourceId)}
where _op = 'delete' and _batch_id in (${ids.join(", ")})`;
}
