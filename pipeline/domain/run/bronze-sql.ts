import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import type { SourceMode } from "#domain/workspace.ts";
import type { Batch } from "./batch.ts";

/** Hash of a row whose cells are all blank: md5 of the empty text. Such rows are stored, counted and left out of every view. */
export const BLANK_ROW_HASH = "9098107892288553193";

const WHITE_SPACE = quoteLiteral(" \t\r\n\u00a0");

/**
 * 64-bit hash of a row: the lower half of md5 over length-prefixed (header, value) pairs of the
 * non-empty cells, sorted by header. Moved and added-empty columns change nothing. A row with nothing
 * but white space counts as blank.
 */
export function rowHashSql(headers: readonly string[], alias?: string): string {
  const cellOf = (header: string) =>
    alias === undefined ? quoteIdentifier(header) : `${alias}.${quoteIdentifier(header)}`;
  const sorted = [...headers].sort();
  const cells = sorted.map(cellOf);
  const pairs = sorted.map((header, index) => {
    const cell = cells[index] as string;
    return `${quoteLiteral(`${[...header].length}:${header}`)}, strlen(${cell}), ':', ${cell}`;
  });
  // Most rows have no empty cell; those take the short way, without a test per cell.
  const filled = cells.map((cell) => `${cell} <> ''`);
  const some = pairs.map(
    (pair, index) => `if(${cells[index]} is null or ${cells[index]} = '', '', concat(${pair}))`,
  );
  const all = `concat(${cells.join(", ")})`;
  // Only short rows can be all white space; testing the others would cost a second pass over the text.
  const shortest = sorted.reduce((length, header) => length + header.length + 8, 0);
  return `md5_number_lower(case
  when ${filled.join(" and ")} and trim(${cells[0]}, ${WHITE_SPACE}) <> '' then concat(${pairs.join(", ")})
  when strlen(${all}) < ${shortest} and trim(${all}, ${WHITE_SPACE}) = '' then ''
  else concat(${some.join(", ")}) end)`;
}

/** Absolute path of a workspace-relative one. */
export type Resolve = (path: string) => string;

/**
 * The current snapshot of one source, one row per live row, as a select over lake files:
 * every header as text, then `_source_id _batch_id _ingested_at _row _row_hash _occurrence`.
 * A later insert or delete of the same (hash, occurrence) hides the earlier one.
 * @param headers the columns wanted; those no batch has are null.
 */
export function snapshotSql(
  batches: readonly Batch[],
  headers: readonly string[],
  resolve: Resolve,
): string {
  const deltas = batches.filter((b) => b.kind === "delta" && b.file !== null);
  const killers = deltas.length > 0 ? rowsOf(deltas, resolve) : null;
  const packed = batches.filter((b) => b.kind === "full" && b.packed === true);
  const arms = [
    ...groupByFirstRow(batches).map((group) => fullArm(group, headers, resolve, killers)),
    ...(packed.length > 0 ? [packedArm(packed, headers, resolve, killers)] : []),
    ...(killers ? [deltaArm(deltas, killers, headers)] : []),
  ];
  if (arms.length === 0) return emptySnapshot(headers);
  return arms.join("\nunion all\n");
}

/**
 * A snapshot with today's place of each row: `_position`, its row in the source as last read, and `_order`,
 * the batch where files are only ever added. Source order is `_order, _position`.
 */
export function withPositionSql(
  snapshot: string,
  batches: readonly Batch[],
  mode: SourceMode,
  resolve: Resolve,
): string {
  if (mode === "append") {
    return `select s.*, s._batch_id as _order, s._row as _position from (${snapshot}) as s`;
  }
  const last = batches.findLast((batch) => batch.positions !== null);
  if (!last?.positions) {
    return `select s.*, '' as _order, s._row as _position from (${snapshot}) as s`;
  }
  return `select s.*, '' as _order, p._row as _position from (${snapshot}) as s
left join read_parquet(${list([resolve(last.positions)])}) as p
  on p._row_hash = s._row_hash and p._occurrence = s._occurrence`;
}

function emptySnapshot(headers: readonly string[]): string {
  const columns = headers.map((h) => `null::varchar as ${quoteIdentifier(h)}`);
  return `select ${[
    ...columns,
    "''::varchar as _source_id",
    "''::varchar as _batch_id",
    "null::timestamp as _ingested_at",
    "0::bigint as _row",
    "0::ubigint as _row_hash",
    "1::integer as _occurrence",
  ].join(", ")} where false`;
}

function groupByFirstRow(batches: readonly Batch[]): readonly (readonly Batch[])[] {
  const groups = new Map<string, Batch[]>();
  for (const batch of batches) {
    if (batch.kind !== "full" || batch.file === null || batch.packed === true) continue;
    // Files with repeats join their own list of them, so they stand alone.
    const key = batch.repeats ? batch.batch_id : `first ${batch.first_row}`;
    groups.set(key, [...(groups.get(key) ?? []), batch]);
  }
  return [...groups.values()];
}

function fullArm(
  group: readonly Batch[],
  headers: readonly string[],
  resolve: Resolve,
  killers: string | null,
): string {
  const first = group[0] as Batch;
  const files = list(group.map((b) => resolve(b.file as string)));
  const known = new Set(group.flatMap((b) => b.headers));
  const repeats = first.repeats ? list([resolve(first.repeats)]) : null;
  const occurrence = repeats ? "coalesce(r._occurrence, 1)" : "1::integer";
  return `select ${[
    ...headerColumns(headers, known),
    lineageConstants(),
    `(f.file_row_number + ${first.first_row})::bigint as _row`,
    "f._row_hash",
    `${occurrence} as _occurrence`,
  ].join(", ")}
from read_parquet(${files}, file_row_number = true, union_by_name = true) as f${
    repeats ? `\nleft join read_parquet(${repeats}) as r on r.position = f.file_row_number` : ""
  }
where f._row_hash <> ${BLANK_ROW_HASH}${killers ? `\n${aliveSql(killers, occurrence)}` : ""}`;
}

/** Whole files of batches that share one; what a file of its own says by its place is stored there. */
function packedArm(
  batches: readonly Batch[],
  headers: readonly string[],
  resolve: Resolve,
  killers: string | null,
): string {
  const known = new Set(batches.flatMap((b) => b.headers));
  const columns = [...headerColumns(headers, known), lineageConstants()];
  return `select ${[...columns, "f._row", "f._row_hash", "f._occurrence"].join(", ")}
from ${rowsOf(batches, resolve)} as f
where f._row_hash <> ${BLANK_ROW_HASH}${killers ? `\n${aliveSql(killers, "f._occurrence")}` : ""}`;
}

/**
 * The stored rows of batches, to be read from. A shared file is read for those batches alone whose manifest names
 * it: after a kill another file may hold the same rows.
 */
export function rowsOf(batches: readonly Batch[], resolve: Resolve): string {
  const own = batches.filter(({ packed }) => packed !== true);
  const shared = Map.groupBy(
    batches.filter(({ packed }) => packed === true),
    ({ file }) => file as string,
  );
  const files = list(own.map((batch) => resolve(batch.file as string)));
  if (shared.size === 0) return `read_parquet(${files}, union_by_name = true)`;
  const parts = [...shared].map(([file, of]) => {
    const ids = of.map(({ batch_id }) => quoteLiteral(batch_id)).join(", ");
    return `select * from read_parquet(${list([resolve(file)])}) where _batch_id in (${ids})`;
  });
  const alone =
    own.length > 0 ? [`select * from read_parquet(${files}, union_by_name = true)`] : [];
  return `(${[...alone, ...parts].join("\nunion all by name\n")})`;
}

/** No later insert or delete hides the row. */
const aliveSql = (rows: string, occurrence: string): string =>
  `and not exists (select 1 from ${rows} as k
  where k._row_hash = f._row_hash and k._occurrence = ${occurrence} and k._batch_id > f._batch_id)`;

function deltaArm(deltas: readonly Batch[], rows: string, headers: readonly string[]): string {
  const known = new Set(deltas.flatMap((b) => b.headers));
  return `select ${[
    ...headerColumns(headers, known),
    lineageConstants(),
    "f._row",
    "f._row_hash",
    "f._occurrence",
  ].join(", ")}
from ${rows} as f
where f._op = 'insert'
${aliveSql(rows, "f._occurrence")}`;
}

function headerColumns(headers: readonly string[], known: ReadonlySet<string>): string[] {
  return headers.map((h) =>
    known.has(h) ? `f.${quoteIdentifier(h)}` : `null::varchar as ${quoteIdentifier(h)}`,
  );
}

function lineageConstants(): string {
  return "f._source_id, f._batch_id, f._ingested_at";
}

/** A list of files as an SQL list literal. */
export function list(files: readonly string[]): string {
  return `[${files.map(quoteLiteral).join(", ")}]`;
}

/** All headers any batch of the source has, newest batch first, then older ones that vanished. */
export function allHeaders(batches: readonly Batch[]): readonly string[] {
  const seen = new Set<string>();
  for (const batch of [...batches].reverse()) for (const header of batch.headers) seen.add(header);
  return [...seen];
}
