import type { Finding } from "#domain/findings.ts";
import type { NumberFormat, SourceObject, SpreadsheetFacts } from "#domain/run/batch.ts";
import type { TablePlace } from "#domain/sheets/doctor.ts";
import type { ColumnFormat, SourceOrigin } from "#domain/workspace.ts";
import type { RowCells } from "./file-reader.ts";

/** A table elsewhere as it stands now, without its content. */
export type RemoteObject = Omit<SourceObject, "content_hash">;

/** A table that was fetched into a local CSV file: comma, UTF-8, one record per row of the original. */
export interface LocalCopy {
  readonly path: string;
  /** What people call the table now, e.g. the name of the tab. */
  readonly name: string;
  /** What only the service can tell, e.g. cells hidden by a merge. */
  readonly findings: readonly Finding[];
  /** Every defect of its cells, once it is known where in it the table is; exact to the cell. */
  readonly examine: (place: TablePlace) => readonly Finding[];
  /** Whether a column (0-based) holds anything from a row (1-based) on, where that is known. */
  readonly isFilled?: (column: number, row: number) => boolean;
  /** It is a file as somebody else wrote it, found out about like one of this computer; not our CSV. */
  readonly as_is?: true;
  /** Row of the column names, where the service knows it. */
  readonly header_row?: number;
  /** How the spreadsheet shows its values; number formats by column (0-based). */
  readonly spreadsheet?: Omit<SpreadsheetFacts, "formats"> & {
    readonly shown: ReadonlyMap<number, NumberFormat>;
  };
  /** How the values of a column are written, where the service knows: 0-based column → format. */
  readonly formats: ReadonlyMap<number, ColumnFormat>;
}

/** What will be read soon. */
export interface ExpectedOrigin {
  readonly origin: SourceOrigin;
  /** Revision bronze has of it, where it has one and does not want everything anew. */
  readonly since?: string;
}

/** Tables of one kind of service, e.g. tabs of Google Sheets. Implemented in an adapter folder each. */
export interface RemoteTables {
  /** Paths of its objects begin with it, e.g. `sheet:`; without the colon it is the kind of its origins. */
  readonly scheme: string;
  /**
   * Objects of an origin in a stable order. Only facts about it are fetched, no rows.
   * @throws AppError `upstream` with what to do when it cannot be reached or may not be read.
   */
  list(origin: SourceOrigin, signal?: AbortSignal): Promise<readonly RemoteObject[]>;
  /** Says what will be read soon, so that tables that lie together can be fetched together. */
  announce(expected: readonly ExpectedOrigin[]): void;
  /**
   * Fetches a table. The same state of it is fetched once per process; the copy lives until `forget`.
   * @throws AppError `upstream`, `not_found`, `cancelled`; nothing half-fetched is ever given.
   */
  fetch(path: string, folder: string, signal?: AbortSignal): Promise<LocalCopy>;
  /**
   * Cells of single rows as they are now, in one request where `name` is still what the table is called;
   * in the order of `rows`, those beyond its end left out. Absent where rows have no numbers: then the table
   * is fetched.
   */
  readRows?(
    path: string,
    name: string | undefined,
    rows: readonly number[],
    signal?: AbortSignal,
  ): Promise<readonly RowCells[]>;
  /** Drops the copies; the next `fetch` asks again. */
  forget(): Promise<void>;
}
