import type { DatabaseAddress } from "#domain/remote/address.ts";
import type { ColumnFormat, DatabaseOrigin } from "#domain/workspace.ts";
import type { FoundTable } from "#ports/remote-places.ts";

/** Everything that is needed to reach a database. */
export interface Target {
  readonly address: DatabaseAddress;
  readonly password: string | null;
  readonly tls: TlsOptions | null;
  readonly timeout_seconds: number;
}

/** For `tls.connect`. */
export interface TlsOptions {
  readonly ca?: string;
  readonly rejectUnauthorized: boolean;
  /** The name in the certificate must be the host's. */
  readonly verifyName: boolean;
}

/** One table as it was read. */
export interface CopiedTable {
  readonly formats: ReadonlyMap<number, ColumnFormat>;
}

/** What is asked of one table. */
export interface TableQuestion {
  readonly table: string;
  readonly watermark?: string;
}

/** A database at one instant: read-only, repeatable read, one connection. */
export interface Snapshot {
  /** Tables and views the user may read, by name; at most so many. */
  tables(most: number): Promise<readonly FoundTable[]>;
  /** Resolves when the table is there and may be read. */
  check(table: string): Promise<void>;
  /**
   * What changes with every change that a read by watermark would find: `<largest value>#<rows near it>`.
   * @throws whatever the driver throws, as all methods do.
   */
  revision(question: TableQuestion & { readonly watermark: string }): Promise<string>;
  /** Writes the rows to a CSV file; with `since`, a revision, only those from shortly before there on. */
  copy(question: TableQuestion, since: string | undefined, path: string): Promise<CopiedTable>;
  close(): Promise<void>;
}

export interface Driver {
  readonly kind: DatabaseOrigin["kind"];
  /** @throws whatever the driver throws; what was half opened is closed. Stopping ends what runs on the server. */
  open(target: Target, signal: AbortSignal | undefined): Promise<Snapshot>;
  /** What an error means to a person; null for one that is not the database's. */
  failure(error: unknown): Failure | null;
}

/** Why a database was not read, in the words of the diagnosis. */
export type Failure =
  | "host_unknown"
  | "refused"
  | "unreachable"
  | "tls_missing"
  | "tls_untrusted"
  | "tls_name"
  | "sign_in"
  | "no_database"
  | "no_table"
  | "no_column"
  | "not_allowed"
  | "too_long"
  | "busy"
  | "broken_off";

/** Rows this close to the largest value are read again: they may have been committed later than it. */
export const OVERLAP = { minutes: 10, numbers: 1000, days: 1 } as const;

/** The largest value of a revision; rows without a value are always read. */
export function largestOf(revision: string): string | null {
  const value = revision.slice(0, revision.lastIndexOf("#"));
  return value === "" ? null : value;
}

/** A name as `tableParts` takes it apart again: in quotes where it would be misread. */
export const tablePart = (name: string): string =>
  /[."]|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
