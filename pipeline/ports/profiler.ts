import type { ColumnAddress, Overlap, TableProfile } from "#domain/mapping/profile.ts";
import type { PreparedTable } from "./file-reader.ts";

/** Looks at whole tables (every row, not a sample) before anything is saved. */
export interface Profiler {
  /** A scratch engine that holds the tables loaded into it until `close`. */
  open(signal?: AbortSignal): Promise<ProfileSession>;
}

export interface ProfileSession {
  /** Reads a prepared file once and keeps it under `table`; loading the same name again adds its rows. */
  load(table: string, prepared: PreparedTable): Promise<void>;
  /** Keeps the result of a select over lake files under `table`. */
  loadSelect(table: string, select: string, headers: readonly string[]): Promise<void>;
  profile(table: string): Promise<TableProfile>;
  /** For each pair, how many distinct values of the first column occur in the second. */
  overlaps(
    pairs: readonly {
      readonly from: ColumnAddress;
      readonly to: ColumnAddress;
    }[],
  ): Promise<readonly Overlap[]>;
  /**
   * Compares two columns row by row, over rows that `by` tells apart in both tables: how many have both cells
   * filled, how many of those hold the same text, and what share would if either column were shuffled.
   */
  agreement(
    table: string,
    previous: string,
    by: readonly string[],
    columns: { readonly from: string; readonly to: string },
  ): Promise<Agreement>;
  /** Reads columns the way silver would, on every row. */
  read(table: string, columns: readonly ReadColumn[]): Promise<readonly ReadResult[]>;
  /** The first rows that are not blank, raw and as silver would read them. */
  firstRows(
    table: string,
    columns: readonly ReadColumn[],
    limit: number,
  ): Promise<readonly PreviewRow[]>;
  /** Distinct keys of `table` and of `previous`, and how many of the previous ones are gone. */
  missingRows(
    table: string,
    previous: string,
    headers: readonly string[],
  ): Promise<{
    readonly rows: number;
    readonly previous: number;
    readonly gone: number;
  }>;
  close(): Promise<void>;
}

export interface Agreement {
  readonly rows: number;
  readonly equal: number;
  /** 0 to 1. */
  readonly chance: number;
}

/** One target column and the expression parts that read it. */
export interface ReadColumn {
  readonly column: string;
  readonly headers: readonly string[];
  readonly default?: string;
  readonly type:
    "key" | "text" | "integer" | "quantity" | "amount" | "timestamp" | "date" | "boolean";
  readonly format?: string;
  readonly time_zone: string;
}

export interface ReadResult {
  readonly column: string;
  /** Values that are not blank. */
  readonly values: number;
  /** Values that could not be read; they would be set aside. */
  readonly refused: number;
  /** Distinct raw → typed pairs, at most eight. */
  readonly examples: readonly {
    readonly raw: string;
    readonly typed: string | null;
  }[];
  /** Raw values that could not be read, at most five. */
  readonly refused_examples: readonly string[];
}

export interface PreviewRow {
  /** 0-based record in the file. */
  readonly position: number;
  /** One per column asked for. */
  readonly cells: readonly { readonly raw: string | null; readonly typed: string | null }[];
}
