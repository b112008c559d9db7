import type { SnowflakeTarget } from "#domain/snowflake/target.ts";

/** A cell as Snowflake says it: numbers, dates and times are exact texts. */
export type CloudValue = string | boolean | null;
export type CloudRow = Readonly<Record<string, CloudValue>>;

export interface CloudOptions {
  /** Shown in Snowflake's history: which run, which step. */
  readonly tag: string;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until a statement is cancelled; default 30 minutes. */
  readonly deadline?: number;
  /** Called with the address a person has to open, where the sign-in is in the browser. */
  readonly openBrowser?: ((url: string) => void) | undefined;
}

/** One signed-in session. One statement at a time; a statement that fails rejects with an AppError. */
export interface CloudSession {
  /** Rows as objects, column names in lower case. */
  rows(sql: string, values?: readonly (string | number | null)[]): Promise<readonly CloudRow[]>;
  /** Resolves to the number of rows changed. */
  run(sql: string, values?: readonly (string | number | null)[]): Promise<number>;
  /**
   * Puts a local file into a stage.
   * @param stage e.g. `@shop_raw.raw.bronze/orders`
   * @throws AppError `upstream` for every answer but uploaded or already there.
   */
  upload(file: string, stage: string): Promise<void>;
  /** Statements sent so far. */
  readonly statements: number;
  close(): Promise<void>;
}

/** A file on its way into a stage. */
export interface CloudFile {
  /** Absolute; its last part is the name it has in the stage. */
  readonly path: string;
  discard(): Promise<void>;
}

export interface CloudWarehouse {
  /** A place for a file of this name; nothing is there yet. */
  draft(name: string): Promise<CloudFile>;
  /** @throws AppError `upstream` that says what stands in the way and what to do. */
  connect(target: SnowflakeTarget, options: CloudOptions): Promise<CloudSession>;
}
