import type { EngineLimits, SqlSession } from "./warehouse.ts";

/** Closed data that can be looked at: a build, or a published version. */
export interface ReadPlace {
  /** Names the data: the same key is always the same rows. */
  readonly key: string;
  /** Database file, or null where the prelude's views are all there is. */
  readonly file: string | null;
  /** SQL run before access is locked, and the only files that may be read afterwards. */
  readonly prelude: { readonly sql: string; readonly files: readonly string[] };
}

/** What was found out about a place and holds while its engine is open, e.g. how many rows pass a filter. */
export type Kept = Map<string, unknown>;

/**
 * Engines kept open for looking at data, so that turning a page does not start one. Read-only and locked as
 * for people's own SQL; at most three questions at once, further ones wait.
 */
export interface ReadPool {
  /**
   * `work` gets a connection of its own, closed afterwards.
   * @throws AppError `cancelled` once the signal fires, also while waiting.
   */
  use<T>(
    place: ReadPlace,
    limits: EngineLimits,
    signal: AbortSignal | undefined,
    work: (session: SqlSession, kept: Kept) => Promise<T>,
  ): Promise<T>;
  /** Closes every engine after the questions under way. Safe to call twice. */
  close(): Promise<void>;
}
