import type { Services } from "#app/services.ts";
import { rowKey } from "#domain/quality/decisions.ts";
import { sameHeader } from "#domain/quality/recheck.ts";
import type { Batch } from "#domain/run/batch.ts";
import type { SourceRows, StoredRow } from "./stored-cells.ts";

/** A row as it stands in its file now; `cells` is null beyond the end of the file. */
export interface CurrentRow {
  readonly row: number;
  readonly cells: Readonly<Record<string, string | null>> | null;
}

/** The batch whose file holds a row today: of a snapshot the newest, of files that only add up its own. */
export function batchOf({ source, batches }: SourceRows, row: StoredRow): Batch | undefined {
  return source.mode === "append"
    ? batches.find((batch) => batch.batch_id === row.batch_id)
    : batches.at(-1);
}

/**
 * Looks rows up again in their files, by their place at the last full read.
 * @returns by `rowKey`; null when a header row differs or a place is unknown, so that only a full read can tell.
 * @throws AppError as `FileReader.inspect`.
 */
export async function currentRows(
  services: Services,
  from: SourceRows,
  rows: readonly StoredRow[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, CurrentRow> | null> {
  const found = new Map<string, CurrentRow>();
  const byFile = Map.groupBy(rows, (row) => batchOf(from, row));
  for (const [batch, group] of byFile) {
    if (!batch || group.some((row) => row.position === null)) return null;
    const numbers = group.map((row) => row.position as number).toSorted((a, b) => a - b);
    const now = await services.reader.lookUp(
      batch.object.path,
      from.source.read,
      {
        headers: batch.headers,
        first_row: batch.first_row,
        first_column: batch.first_column,
        ...(batch.object.label !== undefined && { name: batch.object.label }),
      },
      numbers,
      signal,
    );
    if (!sameHeader(batch.header_cells, now.header_cells)) return null;
    const cells = new Map(now.rows.map((one) => [one.row, one.cells]));
    for (const row of group) {
      const values = cells.get(row.position as number);
      const named = now.headers.map((header, index) => [header, values?.[index] ?? null] as const);
      found.set(rowKey(row.identity), {
        row: row.position as number,
        cells: values === undefined ? null : Object.fromEntries(named),
      });
    }
  }
  return found;
}
