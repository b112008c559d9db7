import type { SqlSession } from "./warehouse.ts";

/** A published version: `published/<version>/manifest.json`, written after every file it names is durable. */
export interface PublishedVersion {
  readonly version: number;
  readonly build_id: string;
  readonly run_id: string;
  readonly published_at: string;
  readonly by: string;
  readonly reason: string | null;
  readonly tables: Readonly<Record<string, PublishedTable>>;
  /** Report → KPI → exact value. */
  readonly kpis: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
  readonly currency: string;
}

export interface PublishedTable {
  /** `published/objects/<sha256>`, hard-linked as `published/<version>/<schema>/<table>.parquet`. */
  readonly sha256: string;
  readonly rows: number;
  readonly bytes: number;
  /** What decided the rows, so that an unchanged table is not written again. */
  readonly fingerprint: string;
}

/** What readers follow: `published/current.json`. */
export interface CurrentPointer {
  readonly version: number;
  readonly build_id: string;
  readonly switched_at: string;
  /** `rollback` pauses automatic publishing until a person publishes. */
  readonly action: "publish" | "rollback";
  readonly by: string;
  readonly reason: string | null;
  /** The largest fence of a lease under which a version was published; absent while there was none. */
  readonly fence?: number;
}

export interface PublishRequest {
  readonly build_id: string;
  readonly run_id: string;
  readonly at: string;
  readonly by: string;
  readonly reason: string | null;
  /** `schema.table` → fingerprint and rows. */
  readonly tables: Readonly<
    Record<string, { readonly fingerprint: string; readonly rows: number }>
  >;
  readonly kpis: PublishedVersion["kpis"];
  readonly currency: string;
  readonly keep: number;
  /** Of the lease it is published under (`lease.ts`); absent where nobody else can publish. */
  readonly fence?: number;
  /** Asked right before readers are switched over; throws when somebody else works on the lake by now. */
  readonly guard?: () => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

/** Versions that BI and the reports read. */
export interface Publisher {
  current(): Promise<CurrentPointer | null>;
  versions(): Promise<readonly PublishedVersion[]>;
  /**
   * Writes a version from sessions, three at most, that see the build's tables under their names; switches to it.
   * @throws AppError `conflict` when a larger fence has published: then readers stay where they are.
   */
  publish(sessions: readonly SqlSession[], request: PublishRequest): Promise<PublishedVersion>;
  /** @throws AppError `not_found` for a version that is not kept. */
  rollback(version: number, at: string, by: string): Promise<CurrentPointer>;
  /** Path of the read-only database of a version, or null where only Parquet is kept. */
  database(version: number): Promise<string | null>;
  /** Absolute path of a published table's Parquet file. */
  file(version: number, table: string): string;
  /** Removes what a killed publish left; completes `latest`. */
  recover(): Promise<void>;
}
