import {
  allHeaders,
  BLANK_ROW_HASH,
  rowHashSql,
  snapshotSql,
  withPositionSql,
} from "#domain/run/bronze-sql.ts";
import { sqlForPrepared } from "#domain/prepared-sql.ts";
import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import type { StagedRead, StageRequest } from "#ports/lake.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import { laterStart } from "./later-start.ts";
import type { StagingArea } from "./staging-area.ts";
import { lineageSql, manifestOf, PARQUET, stageFull } from "./stage-full.ts";

/** Column names no header can have: the reader renames headers that start like ours. */
const SCAN = "_medallion_scan";
const KNOWN = "_medallion_known";

/**
 * Later reads: what was inserted and deleted against the current snapshot, as a multiset of row hashes.
 * Append sources never delete; a new file without known rows is stored whole.
 */
export async function stageDelta(
  session: SqlSession,
  area: StagingArea,
  request: StageRequest,
): Promise<StagedRead> {
  const append = request.source.mode === "append";
  await tableOfBefore(session, area, request);
  await readAgain(session, request);
  await numberRows(session, request.prepared.first_row);
  await session.run(`create or replace temp table stage_inserted as
select p._row, p._row_hash, p._occurrence, p.position
from stage_places as p anti join stage_before as b using (_row_hash, _occurrence)
where p._row_hash <> ${BLANK_ROW_HASH};
create or replace temp table stage_deleted as
select _row_hash, _occurrence from stage_before ${
    append ? "where false" : "anti join stage_places using (_row_hash, _occurrence)"
  }`);
  const counts = await countChanges(session, append);
  if (append && counts.inserted === counts.rows && counts.rows > 0) {
    await dropTables(session);
    return stageFull(session, area, request);
  }
  return stagedRead(session, area, request, counts);
}

/** Live rows so far: identity, today's place and, for snapshots, a cheap hash to recognise them by. */
async function tableOfBefore(
  session: SqlSession,
  area: StagingArea,
  request: StageRequest,
): Promise<void> {
  const { earlier, source } = request;
  const headers = recognisedBy(request);
  const snapshot = snapshotSql(earlier, headers, area.resolve);
  const scan = headers.length > 0 ? scanHashSql(headers, headers) : "null::ubigint";
  await session.run(`create or replace temp table stage_before as
select _row_hash, _occurrence, _position, ${scan} as ${SCAN}
from (${withPositionSql(snapshot, earlier, source.mode, area.resolve)});
create or replace temp table stage_known as
select ${SCAN}, any_value(_row_hash) as _row_hash
from stage_before where ${SCAN} is not null group by ${SCAN}`);
}

/**
 * Headers by which rows of a snapshot are recognised without their md5: all it ever had, because a row that
 * lost a cell together with the cell's column is another row. None where the file has a header that is new.
 */
function recognisedBy({ earlier, source, prepared }: StageRequest): readonly string[] {
  const known = allHeaders(earlier);
  const old = prepared.headers.every((header) => known.includes(header));
  return source.mode === "snapshot" && old ? known : [];
}

/**
 * DuckDB's own hash is cheap but not promised stable, so it is never stored: it only recognises, within
 * one run, rows that need no md5. Headers the table does not offer count as missing cells.
 */
function scanHashSql(headers: readonly string[], offered: readonly string[]): string {
  const cells = [...headers]
    .sort()
    .map((header) => (offered.includes(header) ? quoteIdentifier(header) : "null::varchar"));
  return `hash(${cells.join(", ")})`;
}

/**
 * One pass over the file in source order; text is kept only for rows whose content is new. Whether a row is
 * known must be asked with `in`: an outer join gives back unmatched rows last, and `rowid` is the row's place.
 */
async function readAgain(session: SqlSession, request: StageRequest): Promise<void> {
  const { headers } = request.prepared;
  const known = recognisedBy(request);
  const scan = known.length > 0 ? scanHashSql(known, headers) : "null::ubigint";
  const cells = headers.map(
    (h) => `case when not ${KNOWN} then ${quoteIdentifier(h)} end as ${quoteIdentifier(h)}`,
  );
  await session.run(`create or replace temp table stage_read as
select ${cells.join(", ")}, ${KNOWN}, ${SCAN},
  case when not ${KNOWN} then ${rowHashSql(headers)} end as _row_hash
from (
  select *, coalesce(${SCAN} in (select ${SCAN} from stage_known), false) as ${KNOWN}
  from (select *, ${scan} as ${SCAN} from ${sqlForPrepared(request.prepared)})
)`);
}

/**
 * `stage_places`: identity and place of every row. The join is on one expression: a second condition on one side
 * only makes the engine compare every row with every other.
 */
async function numberRows(session: SqlSession, firstRow: number): Promise<void> {
  await session.run(`create or replace temp table stage_places as
with hashed as (
  select r.rowid as position, coalesce(r._row_hash, k._row_hash) as _row_hash
  from stage_read as r left join stage_known as k on k.${SCAN} = case when r.${KNOWN} then r.${SCAN} end
),
repeated as (
  select _row_hash from hashed where _row_hash <> ${BLANK_ROW_HASH}
  group by _row_hash having count(*) > 1
),
numbered as (
  select position, row_number() over (partition by _row_hash order by position) as number
  from hashed semi join repeated using (_row_hash)
)
select h.position, (${firstRow} + h.position)::bigint as _row, h._row_hash,
  coalesce(n.number, 1)::integer as _occurrence
from hashed as h left join numbered as n on n.position = h.position`);
}

interface Counts {
  readonly rows: number;
  readonly blank: number;
  readonly inserted: number;
  readonly deleted: number;
  readonly before: number;
  readonly moved: number;
}

async function countChanges(session: SqlSession, append: boolean): Promise<Counts> {
  const moved = append
    ? "0"
    : `(select count(*) from stage_places as p join stage_before as b using (_row_hash, _occurrence)
  where p._row <> b._position)`;
  const [row] = await session.rows<Record<keyof Counts, string>>(`select
  (select count(*) from stage_places where _row_hash <> ${BLANK_ROW_HASH}) as rows,
  (select count(*) from stage_places where _row_hash = ${BLANK_ROW_HASH}) as blank,
  (select count(*) from stage_inserted) as inserted,
  (select count(*) from stage_deleted) as deleted,
  (select count(*) from stage_before) as before,
  ${moved} as moved`);
  const number = (name: keyof Counts) => Number(row?.[name] ?? 0);
  return {
    rows: number("rows"),
    blank: number("blank"),
    inserted: number("inserted"),
    deleted: number("deleted"),
    before: number("before"),
    moved: number("moved"),
  };
}

async function stagedRead(
  session: SqlSession,
  area: StagingArea,
  request: StageRequest,
  counts: Counts,
): Promise<StagedRead> {
  const changed = counts.inserted + counts.deleted > 0;
  const file = changed ? area.draft(request, "file") : null;
  const placed = request.source.mode === "snapshot" && (changed || counts.moved > 0);
  const positions = placed ? area.draft(request, "positions") : null;
  if (file) await writeChanges(session, area, request, file);
  if (positions) {
    await session.run(`copy (select _row, _row_hash, _occurrence from stage_places order by position)
to ${quoteLiteral(positions)} ${PARQUET}`);
  }
  const later_start = await laterStart(session, area, request, counts);
  await dropTables(session);
  return {
    rows_read: counts.rows,
    rows_blank: counts.blank,
    rows_new: counts.inserted,
    rows_deleted: counts.deleted,
    rows_before: counts.before,
    later_start,
    moved: counts.moved > 0,
    headers: request.prepared.headers,
    commit: async () => {
      if (file === null && positions === null) return null;
      return area.commit(
        request,
        { file, repeats: null, positions },
        {
          ...manifestOf(request),
          kind: "delta",
          rows_read: counts.rows,
          rows_blank: counts.blank,
          rows_new: counts.inserted,
          rows_deleted: counts.deleted,
        },
      );
    },
    hold: async (reason) => {
      await area.discard([positions]);
      return area.hold(request, file, reason, {
        rows_read: counts.rows,
        rows_before: counts.before,
      });
    },
    discard: () => area.discard([file, positions]),
  };
}

/** Inserted rows with their text, then the identities of deleted ones. */
async function writeChanges(
  session: SqlSession,
  area: StagingArea,
  request: StageRequest,
  file: string,
): Promise<void> {
  const headers = request.prepared.headers;
  const names = headers.map(quoteIdentifier);
  const again = allHeaders(request.earlier).filter((h) => headers.includes(h));
  const earlier = snapshotSql(request.earlier, headers, area.resolve);
  const lineage = lineageSql(request);
  const fresh = `select ${names.map((n) => `r.${n}`).join(", ")}, i._row, i._row_hash, i._occurrence
from stage_inserted as i join stage_read as r on r.rowid = i.position where not r.${KNOWN}`;
  // One more copy of a row that is already there: its text is in the lake, not in this read.
  const copies = `select ${names.map((n) => `e.${n}`).join(", ")}, i._row, i._row_hash, i._occurrence
from stage_inserted as i join stage_read as r on r.rowid = i.position
join (select * from (${earlier}) qualify row_number() over (partition by _row_hash order by _occurrence) = 1) as e
  on e._row_hash = i._row_hash
where r.${KNOWN}`;
  const copied = again.length > 0 && (await hasCopies(session));
  await session.run(`copy (
select ${names.join(", ")}, ${lineage}, _row, _row_hash, _occurrence
from (${fresh}${copied ? `\nunion all\n${copies}` : ""})
union all by name
select ${lineage.replace("'insert' as _op", "'delete' as _op")}, null::bigint as _row, _row_hash, _occurrence
from stage_deleted
order by _row nulls last, _row_hash, _occurrence
) to ${quoteLiteral(file)} ${PARQUET}`);
}

async function hasCopies(session: SqlSession): Promise<boolean> {
  const rows = await session.rows(
    `select 1 from stage_inserted as i join stage_read as r on r.rowid = i.position where r.${KNOWN} limit 1`,
  );
  return rows.length > 0;
}

async function dropTables(session: SqlSession): Promise<void> {
  const names = ["before", "known", "read", "places", "inserted", "deleted"];
  await session.run(names.map((n) => `drop table if exists stage_${n}`).join("; "));
}
