import type { JsonValue } from "#domain/json.ts";

/** A value bound to a parameter (`$1`, `$2` …). */
export type SqlValue = string | number | bigint | boolean | null;

export interface SqlTable {
  readonly columns: { name: string; type: string }[];
  /** JSON-safe cells: 64-bit integers, decimals and timestamps are exact strings. */
  readonly rows: JsonValue[][];
}

/** One statement at a time on one connection. Every call rejects with AppError `cancelled` once the session's signal fires. */
export interface SqlSession {
  /** Runs one or several statements; resolves to the number of rows changed by the last one. */
  run(sql: string, parameters?: readonly SqlValue[]): Promise<number>;
  /** Small results as objects with JSON-safe values. */
  rows<T = Record<string, JsonValue>>(
    sql: string,
    parameters?: readonly SqlValue[],
  ): Promise<readonly T[]>;
  table(sql: string, parameters?: readonly SqlValue[], limit?: number): Promise<SqlTable>;
  /** Tables a select reads, as `schema.table`, CTE names excluded. */
  tableNames(sql: string): readonly string[];
}

/** Engine settings that bound what one run may use. */
export interface EngineLimits {
  readonly temporary_folder: string;
  /** e.g. `1GB`; default: the engine's share of memory. */
  readonly memory_limit?: string | undefined;
  readonly threads?: number | undefined;
}

/** A session somebody must close. */
export interface ClosableSession extends SqlSession {
  close(): Promise<void>;
}

/**
 * A draft build: a writable catalogue `build` beside an empty working catalogue in which models see
 * their inputs under two-part names. Closing without `finish` leaves nothing behind.
 */
export interface BuildSession extends SqlSession {
  readonly engine_version: string;
  /** Toggles ordered writes: bronze needs source order, everything else is faster without. */
  keepOrder(on: boolean): Promise<void>;
  /** One more connection to the same draft, for reading beside this one; close it before `finish`. */
  fork(): Promise<ClosableSession>;
  /** Makes the draft durable and gives it its final name. Returns its size in bytes. */
  finish(): Promise<number>;
  /** Drops the draft. Safe to call after `finish`. */
  discard(): Promise<void>;
}

/** Read-only session over a closed build, with external access off and the configuration locked. */
export interface QuerySession extends ClosableSession {
  /** One more connection to the same engine, for asking beside this one. */
  fork(signal?: AbortSignal): Promise<ClosableSession>;
}

export interface Warehouse {
  /** A draft cloned from `parent` (a closed build's id), or empty. */
  openDraft(
    build_id: string,
    parent: string | null,
    limits: EngineLimits,
    signal?: AbortSignal,
  ): Promise<BuildSession>;
  /** A database file (a closed build) read-only under its own names, for the product's own work: it may read and write files. */
  openRead(file: string | null, limits: EngineLimits, signal?: AbortSignal): Promise<QuerySession>;
  /**
   * For people's own SQL.
   * @param file database file, or null where the prelude's views are all there is.
   * @param prelude SQL run before access is locked, and the only files the session may read afterwards.
   */
  openQuery(
    file: string | null,
    prelude: { readonly sql: string; readonly files: readonly string[] },
    limits: EngineLimits,
    signal?: AbortSignal,
  ): Promise<QuerySession>;
}
