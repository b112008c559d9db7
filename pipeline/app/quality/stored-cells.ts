import type { Services } from "#app/services.ts";
import { AppError } from "#domain/errors.ts";
import { type RowIdentity, rowKey } from "#domain/quality/decisions.ts";
import type { Batch } from "#domain/run/batch.ts";
import { allHeaders, snapshotSql, withPositionSql } from "#domain/run/bronze-sql.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import type { Mapping, Source } from "#domain/workspace.ts";
import type { SqlSession } from "#ports/warehouse.ts";

/** A source with what is needed to find its rows again. */
export interface SourceRows {
  readonly source: Source;
  readonly mapping: Mapping;
  readonly batches: readonly Batch[];
  readonly headers: readonly string[];
}

/** A live bronze row: header → cell as the source wrote it. */
export interface StoredRow {
  readonly identity: RowIdentity;
  readonly batch_id: string;
  readonly ingested_at: string;
  /** Row in the source as last read; null if the lake does not know. */
  readonly position: number | null;
  readonly cells: Readonly<Record<string, string | null>>;
}

/** @throws AppError `not_found` for a source that is not in the workspace. */
export async function openSource(services: Services, source_id: string): Promise<SourceRows> {
  const workspace = await services.workspaces.open(services.directory);
  const source = workspace.sources.find((one) => one.id === source_id);
  const mapping = await services.workspaces.mapping(services.directory, source_id);
  if (!source || !mapping) {
    throw new AppError("not_found", `The source ${source_id} is not in this workspace.`, {
      hint: "See `source list`.",
    });
  }
  const batches = await services.bronze.batches(source_id);
  return { source, mapping, batches, headers: allHeaders(batches) };
}

/** The stored rows of the given identities, by `rowKey`; those that have left bronze are missing. */
export async function storedRows(
  services: Services,
  session: SqlSession,
  { source, batches, headers }: SourceRows,
  identities: readonly RowIdentity[],
): Promise<ReadonlyMap<string, StoredRow>> {
  if (identities.length === 0) return new Map();
  const { resolve } = services.bronze;
  const snapshot = snapshotSql(batches, headers, resolve);
  const wanted = identities.map((one) => `(${BigInt(one.row_hash)}::ubigint, ${one.occurrence})`);
  const cells = headers.map((header, index) => `s.${quoteIdentifier(header)} as c${index}`);
  const rows =
    await session.rows(`select ${[...cells, ""].join(", ")} s._row_hash::varchar as row_hash,
  s._occurrence::integer as occurrence, s._batch_id as batch_id,
  s._ingested_at::varchar as ingested_at, s._position::bigint as position
from (${withPositionSql(snapshot, batches, source.mode, resolve)}) as s
where (s._row_hash, s._occurrence) in (${wanted.join(", ")})`);
  return new Map(
    rows.map((row) => {
      const identity: RowIdentity = {
        source_id: source.id,
        row_hash: String(row["row_hash"]),
        occurrence: Number(row["occurrence"]),
      };
      const cell = (index: number): string | null => {
        const value = row[`c${index}`];
        return value === null || value === undefined ? null : String(value);
      };
      const stored: StoredRow = {
        identity,
        batch_id: String(row["batch_id"]),
        ingested_at: String(row["ingested_at"]),
        position: row["position"] === null ? null : Number(row["position"]),
        cells: Object.fromEntries(headers.map((header, index) => [header, cell(index)])),
      };
      return [rowKey(identity), stored];
    }),
  );
}
