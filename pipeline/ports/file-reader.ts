import type { Finding } from "#domain/findings.ts";

/** What the user may say about a file instead of letting us find out. Rows are 1-based, as spreadsheets show them. */
export interface ReadOptions {
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly header_row?: number;
  /** A1 range, e.g. `B3:H` or `B3:H200`. */
  readonly range?: string;
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
}

export interface Inspection {
  readonly layout: TableLayout;
  /** First data rows as text, ragged rows padded with null; at most 200. */
  readonly sample: readonly (readonly (string | null)[])[];
  readonly findings: readonly Finding[];
  /** True when the header row was found with certainty; otherwise the question is in `findings`. */
  readonly certain: boolean;
}

/**
 * A rectangular UTF-8 file that DuckDB reads in one strict parallel pass: every record has exactly
 * `headers.length` fields, and record n is row `first_row + n` of the source (blank rows are records too).
 */
export interface PreparedTable {
  readonly path: string;
  readonly format: "csv" | "ndjson";
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  /** Physical lines to skip before the first data record. */
  readonly skip: number;
  /** Cell text that stands for a missing (not empty) cell. */
  readonly null_text: string;
  readonly headers: readonly string[];
  readonly first_row: number;
  /** True if the caller must delete `path` after reading. */
  readonly temporary: boolean;
  readonly bytes: number;
  /** SHA-256 of the original bytes, hex. */
  readonly content_hash: string;
  readonly findings: readonly Finding[];
}

/** Reads CSV, JSON and NDJSON files of any dirt into tables. Implemented in `pipeline/adapters/files`. */
export interface FileReader {
  /** @throws AppError `bad_input` when the file is no table at all (0 bytes, binary), `not_found` when it is not there. */
  inspect(path: string, options: ReadOptions, signal?: AbortSignal): Promise<Inspection>;
  /**
   * Makes the file readable for the engine without holding it in memory.
   * Without `layout` headers changing; a changed header row is reported through `headers`.
   */
  prepare(
    path: string,
    layout: TableLayout,
    temporaryFolder: string,
    signal?: AbortSignal,
  ): Promise<PreparedTable>;
}
