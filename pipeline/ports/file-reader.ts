import type { Finding } from "#domain/findings.ts";
import type { SpreadsheetFacts } from "#domain/run/batch.ts";
import type { ColumnFormat } from "#domain/workspace.ts";

/** What the user may say about a file instead of letting us find out. Rows are 1-based, as spreadsheets show them. */
export interface ReadOptions {
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly header_row?: number;
  /** A1 range, e.g. `B3:H`, `B3:H200`, `B:H` or `B3`. Its first row holds the column names. */
  readonly range?: string;
  /** JSON: dotted path of the list that holds the records, e.g. `data.orders`, where a file has several. */
  readonly list?: string;
}

/** How a text table is laid out. Stored with the source so that every later read is the same. */
export interface TableLayout {
  readonly kind: "csv" | "json" | "ndjson";
  readonly encoding: string;
  readonly delimiter: string;
  readonly quote: string;
  /** 1-based row of the header; 0 for JSON. */
  readonly header_row: number;
  /** 1-based row of the first data row (for JSON: 1). */
  readonly first_row: number;
  /** 0-based column of the first header in the sheet (for cell addresses). */
  readonly first_column: number;
  /** Unique, non-blank names under which bronze stores the columns, in order. */
  readonly headers: readonly string[];
  /** The header cells exactly as they stand in the file. */
  readonly header_cells: readonly string[];
  readonly range?: string;
  /** JSON: dotted path of the list that holds the records; absent when the file itself is the list. */
  readonly list?: string;
  /** JSON: dotted path, inside a record, of the list whose entries become rows of their own. */
  readonly explode?: string;
  /** What people call the table, where its path says nothing to them, e.g. the name of a tab. */
  readonly table_name?: string;
  /** How the spreadsheet of a tab shows its values. */
  readonly spreadsheet?: SpreadsheetFacts;
  /** Header → how its values are written, where the service that holds the table knows; nobody need guess. */
  readonly known_formats?: Readonly<Record<string, ColumnFormat>>;
}

export interface Inspection {
  readonly layout: TableLayout;
  /** First data rows as text, ragged rows padded with null; at most 200. */
  readonly sample: readonly (readonly (string | null)[])[];
  /** What is noteworthy in the beginning of the file; `prepare` reports on the whole of it. */
  readonly findings: readonly Finding[];
  /** True when the header row was found with certainty; otherwise the question is in `findings`. */
  readonly certain: boolean;
}

/**
 * A rectangular UTF-8 file that DuckDB reads in one strict parallel pass: every record has exactly
 * `headers.length` fields, and record n (from 0) is row `first_row + n` of the source (blank rows are records too).
 */
export interface PreparedTable {
  readonly path: string;
  readonly format: "csv";
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  /** How lines end; the engine must be told, because its own look at the file takes line breaks in cells for line ends. */
  readonly line_end: "\n" | "\r\n";
  /** Records to skip before the first data record. */
  readonly skip: number;
  /** Unquoted cell text that stands for a missing (not empty) cell. */
  readonly null_text: string;
  readonly headers: readonly string[];
  readonly first_row: number;
  /** True if the caller must delete `path` after reading. */
  readonly temporary: boolean;
  /** Size of the original in bytes. */
  readonly bytes: number;
  /** When the original was last written, in milliseconds since 1970. */
  readonly modified_ms: number;
  /** SHA-256 of the original bytes, hex. */
  readonly content_hash: string;
  /** Bytes of the longest record where it is known; DuckDB must be told when it is above 2,000,000. */
  readonly longest_record?: number;
  readonly findings: readonly Finding[];
}

export interface PrepareOptions {
  /**
   * Set when the strict read of the first result failed: the file is rewritten into a regular one whatever it
   * looks like. Always succeeds where the file is whole.
   */
  readonly repair?: boolean;
  readonly signal?: AbortSignal;
}

/** The beginning of a file as it stands there, before anything is understood. */
export interface RawRows {
  /** First row first; rows may be of different length. */
  readonly rows: readonly (readonly string[])[];
  /** Number of the first row shown; 0 for the names of JSON records, which are in no row. */
  readonly first_row: number;
  /** Rows of the file; null when it was not read to the end. */
  readonly rows_total: number | null;
  /** 1-based row taken for the column names; null for JSON. */
  readonly header_row: number | null;
  /** Why that row, in a sentence. */
  readonly header_reason: string | null;
  /** A row that fits better than the one the user named. */
  readonly better_header_row: number | null;
  readonly delimiter: string | null;
  readonly encoding: string;
  readonly findings: readonly Finding[];
}

/** Text cells of one spreadsheet row in the order of `headers`; null is a missing cell. */
export interface RowCells {
  readonly row: number;
  readonly cells: readonly (string | null)[];
}

/** Where a table and its columns were when it was last read whole. */
export interface KnownPlace {
  /** What people called it then. */
  readonly name?: string;
  readonly headers: readonly string[];
  /** 1-based row of the first data row; the column names are above it. */
  readonly first_row: number;
  /** 0-based. */
  readonly first_column: number;
}

/** Single rows as they are now, with the column names above them. */
export interface FoundRows {
  readonly header_cells: readonly string[];
  readonly headers: readonly string[];
  /** Rows beyond the end are left out. */
  readonly rows: readonly RowCells[];
}

/** Reads CSV, JSON and NDJSON files of any dirt into tables. Implemented in `pipeline/adapters/files`. */
export interface FileReader {
  /**
   * @throws AppError `bad_input` when the file is no table at all (0 bytes, binary, not allowed to be read),
   * `not_found` when it is not there, `cancelled` by the signal.
   */
  inspect(path: string, options: ReadOptions, signal?: AbortSignal): Promise<Inspection>;
  /**
   * The first rows of a file as they stand there; reads no more than its beginning.
   * @throws AppError as `inspect`.
   */
  peek(path: string, options: ReadOptions, limit: number, signal?: AbortSignal): Promise<RawRows>;
  /**
   * Makes the file readable for the engine without holding it in memory: the path itself where it is regular,
   * else a temporary copy. A changed header row, and cells beyond it, are reported through `headers`.
   * @throws AppError as `inspect`; `bad_input` when the file ends inside a quoted cell; `upstream` when it changes
   * while it is read; `disk_full` or `read_only` when the temporary folder cannot take the copy. No copy is left then.
   */
  prepare(
    path: string,
    layout: TableLayout,
    temporaryFolder: string,
    options?: PrepareOptions,
  ): Promise<PreparedTable>;
  /**
   * Call after the engine read a prepared table that is not temporary.
   * @throws AppError `upstream` when the file is no longer the one that was prepared.
   */
  confirmUnchanged(prepared: PreparedTable): Promise<void>;
  /** The cells of the given spreadsheet rows, in ascending order; rows beyond the end are left out. */
  readCells(
    path: string,
    layout: TableLayout,
    rows: readonly number[],
    signal?: AbortSignal,
  ): Promise<RowCells[]>;
  /**
   * Looks single rows up where they were, without reading the rest of the table where that can be helped:
   * rows of a sheet take one request.
   * @throws AppError as `inspect`.
   */
  lookUp(
    path: string,
    options: ReadOptions,
    place: KnownPlace,
    rows: readonly number[],
    signal?: AbortSignal,
  ): Promise<FoundRows>;
}
