/**
 * A bronze batch: what one read of one source object added to, or took from, the lake. Its manifest is
 * written last and fsynced; a batch without one does not exist. Paths are relative to the workspace.
 */
export interface Batch {
  readonly batch_id: string;
  readonly source_id: string;
  readonly run: number;
  /**
   * full: every record of the object, in source order, `_row` = `first_row` + position in the file,
   * `_occurrence` 1 but for `repeats`. delta: only inserted and deleted rows, both columns stored.
   */
  readonly kind: "full" | "delta";
  readonly ingested_at: string;
  readonly object: SourceObject;
  readonly headers: readonly string[];
  readonly header_cells: readonly string[];
  readonly first_row: number;
  readonly first_column: number;
  /** Parquet file with the rows; null when rows only moved. */
  readonly file: string | null;
  /**
   * The file holds the rows of several batches, each under its `_batch_id`, with `_row` and `_occurrence`
   * stored also where the batch is full. Absent: the file is this batch's own.
   */
  readonly packed?: true;
  /** full: Parquet (position, _occurrence) of rows equal to an earlier one; null when there are none. */
  readonly repeats: string | null;
  /** delta: Parquet (_row, _row_hash, _occurrence) of all rows in source order. full: null, the file itself. */
  readonly positions: string | null;
  readonly rows_read: number;
  readonly rows_blank: number;
  readonly rows_new: number;
  readonly rows_deleted: number;
  readonly engine: string;
}

/** The thing that was read: one file or one tab of a sheet (later: one object of a bucket). */
export interface SourceObject {
  readonly path: string;
  readonly bytes: number;
  readonly modified_ms: number;
  readonly content_hash: string;
  /** What the service calls this state of it, e.g. Drive's version; absent for files. */
  readonly revision?: string;
  /** What people call it where `path` says nothing to them, e.g. the name of a tab when it was read. */
  readonly label?: string;
  /** A tab: how its spreadsheet shows values, so that nobody need guess later what a number meant. */
  readonly spreadsheet?: SpreadsheetFacts;
}

/** How a spreadsheet shows its values. */
export interface SpreadsheetFacts {
  /** e.g. `de_DE`. */
  readonly locale: string;
  readonly time_zone: string;
  /** Header → number format of its column, e.g. `DATE` with `dd.mm.yyyy`; columns without one are left out. */
  readonly formats: Readonly<Record<string, NumberFormat>>;
}

export interface NumberFormat {
  readonly type: string;
  readonly pattern?: string;
}

/** `r000012`: run numbers sort as text up to a million runs. */
export function runId(run: number): string {
  return `r${String(run).padStart(6, "0")}`;
}

/** Sorts by run, then source, then order of reading within the run. */
export function batchId(run: number, sourceId: string, sequence: number): string {
  return `${runId(run)}-${sourceId}${sequence === 0 ? "" : `-${String(sequence).padStart(4, "0")}`}`;
}
