import type { Rename } from "#domain/mapping/renames.ts";
import type { Batch, SourceObject } from "#domain/run/batch.ts";
import type { DateColumn, LaterStart } from "#domain/run/first-date.ts";
import type { Source } from "#domain/workspace.ts";
import type { CorrectedRow } from "./checks-patch.ts";
import type { PreparedTable, TableLayout } from "./file-reader.ts";
import type { SqlSession } from "./warehouse.ts";

/** What names a batch and says when it was read. */
export interface BatchRequest {
  readonly source: Source;
  readonly run: number;
  readonly sequence: number;
  readonly ingested_at: string;
}

/** Corrections of rows that one file holds. */
export interface PatchRequest extends BatchRequest {
  /** The file's newest batch: its place, headers and counts stay as they are. */
  readonly replaces: Batch;
  /** Live rows of the file; their places are those of the last read. */
  readonly rows: readonly CorrectedRow[];
  /** The source's earlier batches, oldest first. */
  readonly earlier: readonly Batch[];
}

export interface StageRequest extends BatchRequest {
  readonly object: SourceObject;
  readonly prepared: PreparedTable;
  readonly layout: TableLayout;
  /** What says from when rows are; the session has the macros that read it. */
  readonly dates?: DateColumn;
  /** The source's earlier batches, oldest first. */
  readonly earlier: readonly Batch[];
}

/** A read that is in the lake's anteroom: it counts for nothing until committed. */
export interface StagedRead {
  readonly rows_read: number;
  readonly rows_blank: number;
  readonly rows_new: number;
  readonly rows_deleted: number;
  /** Live rows before this read. */
  readonly rows_before: number;
  /** Set when rows are gone that are all older than every row there is now. */
  readonly later_start: LaterStart | null;
  /** Rows only changed places. */
  readonly moved: boolean;
  readonly headers: readonly string[];
  /** Makes the batch part of bronze; null when the read changed nothing. */
  commit(): Promise<Batch | null>;
  /** Keeps the read outside bronze until a person decides. */
  hold(reason: HoldReason): Promise<HeldRead>;
  discard(): Promise<void>;
}

export interface HoldReason {
  /** `shrunk`, `empty`, `missing_column`, `renamed`, `starts_later`, `unreadable`, `upstream`. */
  readonly kind: string;
  /** One plain sentence: what happened and what was kept. */
  readonly text: string;
  readonly action: string;
  /** It may heal by itself, so that trying again later is worth it. */
  readonly transient?: boolean;
  /** `renamed`: columns that seem to have another name now. */
  readonly renames?: readonly Rename[];
}

export interface HeldRead extends HoldReason {
  readonly source_id: string;
  readonly held_at: string;
  readonly content_hash: string;
  readonly rows_read: number;
  readonly rows_before: number;
  /** Set by `source accept`: the same content passes the guards. */
  readonly accepted?: { readonly reason: string; readonly at: string };
}

/** Append-only bronze and its refused reads. */
export interface BronzeStore {
  batches(sourceId: string): Promise<readonly Batch[]>;
  /** Reads a prepared table and compares it with the current snapshot. */
  stage(session: SqlSession, request: StageRequest): Promise<StagedRead>;
  /** Commits corrections of single rows as a batch of their own. A held read stays held. */
  patch(session: SqlSession, request: PatchRequest): Promise<Batch>;
  held(sourceId: string): Promise<HeldRead | null>;
  /** Records a hold without data: the source could not be read at all. */
  noteHeld(held: HeldRead): Promise<void>;
  accept(sourceId: string, reason: string, at: string): Promise<HeldRead>;
  discardHeld(sourceId: string): Promise<HeldRead>;
  /** Absolute path of a lake file. */
  resolve(path: string): string;
  /** Removes what a killed run left in the anteroom. */
  cleanUp(): Promise<void>;
}

/** Business key → dense number, append-only per dimension and run. */
export interface KeyStore {
  /** Committed key files of a dimension, oldest first, absolute paths. */
  files(dimension: string): Promise<readonly string[]>;
  /** Where the run's new keys are written before `commit`. */
  draft(dimension: string, run: number): Promise<string>;
  commit(dimension: string, run: number): Promise<string>;
}
