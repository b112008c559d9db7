import { mkdir } from "node:fs/promises";
import { batchId } from "#domain/run/batch.ts";
import type { Batch } from "#domain/run/batch.ts";
import { rowHashSql, snapshotSql, withPositionSql } from "#domain/run/bronze-sql.ts";
import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import type { PatchRequest } from "#ports/lake.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import { lineageSql, PARQUET } from "./stage-full.ts";
import type { StagingArea } from "./staging-area.ts";

/**
 * A delta batch that replaces single rows by what stands in their places now. Equal rows are numbered by place,
 * as a full read would do, so that a later read of the same file finds nothing to change.
 */
export async function patchRows(
  session: SqlSession,
  area: StagingArea,
  request: PatchRequest,
): Promise<Batch> {
  const { replaces } = request;
  await mkdir(area.folder, { recursive: true });
  await correctedTable(session, request);
  await placesTables(session, area, request);
  const file = area.draft(request, "file");
  await writeChanges(session, request, file);
  const positions = request.source.mode === "snapshot" ? area.draft(request, "positions") : null;
  if (positions) {
    await session.run(`copy (select _position as _row, _row_hash, _occurrence from (
  select * from patch_before anti join patch_touched using (_row_hash)
  union all by name select * from patch_places) order by _row) to ${quoteLiteral(positions)} ${PARQUET}`);
  }
  const [counts] = await session.rows<{ inserted: string; deleted: string }>(`select
  (select count(*) from patch_inserted) as inserted, (select count(*) from patch_deleted) as deleted`);
  await dropTables(session);
  const { object } = replaces;
  return area.commit(
    request,
    { file, repeats: null, positions },
    {
      ...replaces,
      batch_id: batchId(request.run, request.source.id, request.sequence),
      run: request.run,
      kind: "delta",
      ingested_at: request.ingested_at,
      // Only single rows are known as they are now: the next run must read the file again.
      object: { ...object, content_hash: `patched ${object.content_hash}` },
      rows_new: Number(counts?.inserted ?? 0),
      rows_deleted: Number(counts?.deleted ?? 0),
    },
    "keep held read",
  );
}

/** `patch_corrected`: old identity, the cells of today and their hash. */
async function correctedTable(session: SqlSession, request: PatchRequest): Promise<void> {
  const { headers } = request.replaces;
  const lines = request.rows.map(({ identity, cells }) => {
    const texts = headers.map((header) => {
      const cell = cells[header];
      return cell === null || cell === undefined ? "null::varchar" : quoteLiteral(cell);
    });
    const old = `${BigInt(identity.row_hash)}::ubigint, ${identity.occurrence}::integer`;
    return `(${[...texts, old].join(", ")})`;
  });
  const names = [...headers.map(quoteIdentifier), "_row_hash", "_occurrence"];
  await session.run(`create or replace temp table patch_corrected as
select *, ${rowHashSql(headers)} as _new_hash from (values ${lines.join(",\n")}) as v(${names.join(", ")});
create or replace temp table patch_touched as
select _row_hash from patch_corrected union select _new_hash from patch_corrected`);
}

/** Identities and places before and after, and their differences. */
async function placesTables(
  session: SqlSession,
  area: StagingArea,
  { earlier, source }: PatchRequest,
): Promise<void> {
  const snapshot = snapshotSql(earlier, [], area.resolve);
  const placed = withPositionSql(snapshot, earlier, source.mode, area.resolve);
  await session.run(`create or replace temp table patch_before as
select _row_hash, _occurrence, _order, _position from (${placed});
create or replace temp table patch_places as
select coalesce(c._new_hash, b._row_hash) as _row_hash,
  (row_number() over (partition by coalesce(c._new_hash, b._row_hash) order by b._order, b._position))::integer as _occurrence,
  b._order, b._position
from (from patch_before semi join patch_touched using (_row_hash)) as b
left join patch_corrected as c on c._row_hash = b._row_hash and c._occurrence = b._occurrence;
create or replace temp table patch_inserted as
from patch_places anti join patch_before using (_row_hash, _occurrence);
create or replace temp table patch_deleted as
from (from patch_before semi join patch_touched using (_row_hash))
anti join patch_places using (_row_hash, _occurrence)`);
}

async function writeChanges(
  session: SqlSession,
  request: PatchRequest,
  file: string,
): Promise<void> {
  const names = request.replaces.headers.map((header) => `c.${quoteIdentifier(header)}`);
  const lineage = lineageSql(request);
  await session.run(`copy (
select ${names.join(", ")}, ${lineage}, i._position as _row, i._row_hash, i._occurrence
from patch_inserted as i
join (from patch_corrected qualify row_number() over (partition by _new_hash) = 1) as c
  on c._new_hash = i._row_hash
union all by name
select ${lineage.replace("'insert' as _op", "'delete' as _op")}, null::bigint as _row, _row_hash, _occurrence
from patch_deleted
order by _row nulls last, _row_hash, _occurrence
) to ${quoteLiteral(file)} ${PARQUET}`);
}

async function dropTables(session: SqlSession): Promise<void> {
  const names = ["corrected", "touched", "before", "places", "inserted", "deleted"];
  await session.run(names.map((name) => `drop table if exists patch_${name}`).join("; "));
}
