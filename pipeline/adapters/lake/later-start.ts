import { snapshotSql } from "#domain/run/bronze-sql.ts";
import { type LaterStart, momentsSql } from "#domain/run/first-date.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import type { StageRequest } from "#ports/lake.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import type { StagingArea } from "./staging-area.ts";

/** One row that is gone proves nothing: people delete a test order. */
const FEWEST = 2;

/**
 * Whether everything that is gone is older than everything that is there now: then the file may hold only the
 * new rows. Asks the few changed rows first; those that stay are only read when these leave it open.
 * Needs the tables of `stageDelta`.
 */
export async function laterStart(
  session: SqlSession,
  area: StagingArea,
  request: StageRequest,
  counts: { readonly inserted: number; readonly deleted: number },
): Promise<LaterStart | null> {
  const { dates: column, earlier, prepared, source } = request;
  if (!column || source.mode !== "snapshot") return null;
  if (counts.inserted === 0 || counts.deleted < FEWEST) return null;
  if (!column.headers.every((header) => prepared.headers.includes(header))) return null;
  const before = snapshotSql(earlier, column.headers, area.resolve);
  const gone = await extent(
    session,
    momentsSql(`from (${before}) semi join stage_deleted using (_row_hash, _occurrence)`, column),
  );
  if (gone.rows < FEWEST) return null;
  const cells = column.headers.map((header) => `r.${quoteIdentifier(header)}`).join(", ");
  const inserted = `select ${cells} from stage_inserted as i join stage_read as r on r.rowid = i.position`;
  const fresh = await extent(session, momentsSql(inserted, column));
  if (fresh.first === null || fresh.first <= gone.last) return null;
  const stay = `from (${before}) anti join stage_deleted using (_row_hash, _occurrence)`;
  const stayed = await extent(session, momentsSql(stay, column));
  if (stayed.first !== null && stayed.first <= gone.last) return null;
  const days = [fresh.day, stayed.day].filter((day) => day !== null).toSorted();
  return { before: gone.day as string, now: days[0] as string };
}

interface Extent {
  readonly rows: number;
  /** Microseconds since 1970, UTC; null without a readable date. */
  readonly first: bigint | null;
  readonly last: bigint;
  /** The first local day. */
  readonly day: string | null;
}

async function extent(session: SqlSession, moments: string): Promise<Extent> {
  const [row] = await session.rows<Record<"rows" | "first" | "last" | "day", string | null>>(
    `select count(*) as rows, epoch_us(min(moment)) as first, epoch_us(max(moment)) as last,
  min(day)::varchar as day from (${moments})`,
  );
  const [first, last] = [row?.first ?? null, row?.last ?? null];
  return {
    rows: Number(row?.rows ?? 0),
    first: first === null ? null : BigInt(first),
    last: last === null ? 0n : BigInt(last),
    day: row?.day ?? null,
  };
}
