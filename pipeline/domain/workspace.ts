import type { EntityName } from "./entities.ts";
import type { BucketPlace } from "./remote/bucket.ts";
import type { Alerts, Schedule } from "./schedule.ts";
import type { SnowflakeTarget } from "./snowflake/target.ts";

/** `workspace.json`: versioned, no secrets. */
export interface Workspace {
  readonly version: 1;
  readonly id: string;
  readonly time_zone: string;
  readonly currency: string;
  readonly sources: readonly Source[];
  readonly settings: WorkspaceSettings;
  /** Absent until somebody said something about it. */
  readonly schedule?: Schedule;
  /** Who may read sheets, without secrets. */
  readonly accounts?: readonly WorkspaceAccount[];
  readonly alerts?: Alerts;
  /** Where the lake is shared with other computers. */
  readonly lake?: BucketPlace;
  /** Absent where everything stays on this computer. */
  readonly snowflake?: SnowflakeTarget;
}

export interface WorkspaceAccount {
  readonly name: string;
  readonly kind: "signed_in" | "service_account" | "api_key";
  readonly email: string | null;
}

export interface WorkspaceSettings {
  /** A row rule holds the run when it sets aside more than max(rows, share of the entity). */
  readonly quarantine_limit: { readonly rows: number; readonly share: number };
  /** A snapshot is held when it shrinks by more than `share` and more than `rows`. */
  readonly shrink_limit: { readonly rows: number; readonly share: number };
  /** Published versions kept. */
  readonly keep_versions: number;
  readonly memory_limit?: string;
}

export const DEFAULT_SETTINGS: WorkspaceSettings = {
  quarantine_limit: { rows: 20, share: 0.01 },
  shrink_limit: { rows: 20, share: 0.3 },
  keep_versions: 14,
};

/** snapshot: each read is the whole truth, absence is deletion; append: absence means nothing. */
export type SourceMode = "snapshot" | "append";

export interface Source {
  /** Slug, unique in the workspace; names its folder in the lake. */
  readonly id: string;
  /** Label people see. */
  readonly name: string;
  readonly mode: SourceMode;
  readonly origin: SourceOrigin;
  /** What the user fixed about reading it; everything else is found out per file. */
  readonly read: {
    readonly header_row?: number;
    readonly delimiter?: string;
    readonly encoding?: string;
    readonly range?: string;
  };
  /** Zone of values without offset; default the workspace's. */
  readonly time_zone?: string;
  /** Set by `source remove`: bronze stays, its rows leave the next build. */
  readonly removed_at?: string;
}

/** Absolute paths for local files; later kinds (s3, postgres…) extend this union. */
export type SourceOrigin =
  | { readonly kind: "csv"; readonly path: string }
  | { readonly kind: "json"; readonly path: string }
  | { readonly kind: "folder"; readonly path: string }
  | SheetOrigin
  | DatabaseOrigin
  | BucketOrigin
  | RestOrigin;

/** A tab of a Google Sheet. Its two ids count; names may change without anything breaking. */
export interface SheetOrigin {
  readonly kind: "sheet";
  /** The link as it was pasted. */
  readonly path: string;
  readonly spreadsheet_id: string;
  readonly sheet_id: number;
  /** Account that reads it; without one a link-shared sheet is read by nobody in particular. */
  readonly account?: string;
}

/** verify: authority and name of the server; verify-ca: its authority; require: encrypted, whoever it is. */
export type TlsMode = "verify" | "verify-ca" | "require" | "off";

/** A table or view of a database. The password is kept outside the workspace. */
export interface DatabaseOrigin {
  readonly kind: "postgres" | "mysql";
  /** `postgres://user@host:port/database`, never with a password. */
  readonly path: string;
  /** `schema.table` or `table`. */
  readonly table: string;
  /** A column that grows with every change: only rows from there on are read, and added. */
  readonly watermark?: string;
  /** Without it: verify, except on this computer itself. */
  readonly tls?: TlsMode;
  /** PEM file of the authority that signed the server's certificate. */
  readonly ca_file?: string;
  /** After so long the database is told to stop; default 900. */
  readonly timeout_seconds?: number;
}

/** An object of a bucket, or all tables below a prefix: new ones add to it. */
export interface BucketOrigin extends BucketPlace {
  readonly kind: "s3";
}

/** How a web service divides its records into pages. */
export type Paging =
  /** A `Link` header names the next one. */
  | { readonly kind: "link" }
  /** The answer holds, at `next`, what the parameter of the next request is, or its whole address. */
  | { readonly kind: "cursor"; readonly next: string; readonly parameter: string }
  /** Pages are numbered from 1; an empty one is the end. */
  | { readonly kind: "page"; readonly parameter: string };

/** Records of a web service that answers with JSON. Its token is kept outside the workspace. */
export interface RestOrigin {
  readonly kind: "rest";
  /** Address of the first page, without secrets. */
  readonly path: string;
  /** Dotted path of the list of records in an answer; absent when the answer is the list. */
  readonly list?: string;
  readonly paging?: Paging;
  /** Header that carries the token; default `Authorization`, as `Bearer …`. */
  readonly auth_header?: string;
  /** Requests a minute at most; default 120. */
  readonly per_minute?: number;
}

/** Where tables are, before one of them is chosen. */
export type RemotePlace =
  Pick<DatabaseOrigin, "kind" | "path" | "tls" | "ca_file"> | BucketOrigin | RestOrigin;

/**
 * How one source is mapped: `lake/mappings/<source>/<version>.json`, append-only.
 * The newest version not newer than a batch's run reads that batch, with header aliases.
 */
export interface Mapping {
  readonly source_id: string;
  /** 1, 2, 3 … */
  readonly version: number;
  readonly created_at: string;
  readonly entities: Partial<Record<EntityName, EntityMapping>>;
  /** Format per source header: how dates and numbers of that column are written. */
  readonly formats: Readonly<Record<string, ColumnFormat>>;
  /** Newer header → header of older batches that holds the same column. */
  readonly header_aliases: Readonly<Record<string, string>>;
}

export interface EntityMapping {
  /** Entity column → source headers; several are joined with a space. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** Entity column → constant text for every row. */
  readonly defaults: Readonly<Record<string, string>>;
  /** The source has several rows per business key of this entity: fold them into one. */
  readonly fold: boolean;
  /** Put before key values of this source (and references to them) when two sources have clashing keys. */
  readonly key_prefix?: string;
  /** Prices and totals of this source include tax. */
  readonly prices_include_tax?: boolean;
}

/** dmy, mdy, iso, excel: dates; point, comma: the decimal sign of numbers. */
export type ColumnFormat = "iso" | "dmy" | "mdy" | "excel" | "point" | "comma";
