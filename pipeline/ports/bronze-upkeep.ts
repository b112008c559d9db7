import type { SqlSession } from "./warehouse.ts";

/** What was done to the files of one source. */
export interface Tidied {
  /** Batches whose rows share a file now, or whose files moved. */
  readonly batches: number;
  readonly files_before: number;
  readonly files_after: number;
}

export interface PackRequest {
  /** Files larger than this stay as they are, in bytes. */
  readonly small: number;
  /** Fewer small files than this are not worth the work. */
  readonly least: number;
}

/**
 * Keeps bronze in order without changing a row of any batch. Call it with the run lock held. Every step is
 * durable before the next, and a kill between leaves each batch whole: in its old file or in its new one.
 */
export interface BronzeUpkeep {
  /** Puts the rows of many small batches into one file each. */
  pack(session: SqlSession, source_id: string, request: PackRequest): Promise<Tidied>;
  /** Moves the files of batches read before an instant to `lake/archive/`; they are read from there. */
  archive(source_id: string, before: Date): Promise<Tidied>;
  /** Removes what no batch names any more: files that were replaced before a kill. @returns how many. */
  tidy(source_id: string): Promise<number>;
}
