import type { RowIdentity } from "#domain/quality/decisions.ts";

/** A stored row whose cells have been corrected in the source. */
export interface CorrectedRow {
  readonly identity: RowIdentity;
  /** Row in the source now, as the spreadsheet numbers it. */
  readonly row: number;
  /** Header → cell as it is now; all headers of the source. */
  readonly cells: Readonly<Record<string, string | null>>;
}

/** Commits corrections of single rows as a bronze batch of their own: the old rows deleted, the new ones inserted. */
export interface PatchWriter {
  /**
   * @returns the ids of the batches, one per file.
   * @throws AppError `locked` while a run is at work, `conflict` when a run moved the rows meanwhile.
   */
  commit(source_id: string, rows: readonly CorrectedRow[]): Promise<readonly string[]>;
}
