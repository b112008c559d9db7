import type { SourceObject } from "#domain/run/batch.ts";
import type { SourceOrigin } from "#domain/workspace.ts";
import type { ExpectedOrigin } from "./remote-tables.ts";
import type { PreparedTable } from "./file-reader.ts";

/** What a local source consists of. */
export interface SourceFiles {
  /**
   * Files of an origin in a stable order: the file itself, or the tables of a folder by name.
   * @throws AppError `not_found` when the file or folder is not there.
   */
  list(
    origin: SourceOrigin,
    signal?: AbortSignal,
  ): Promise<readonly Omit<SourceObject, "content_hash">[]>;
  /** Says which origins will be read soon: what lies together is then fetched together. */
  announce?(expected: readonly ExpectedOrigin[]): void;
  /** Deletes a prepared table's temporary copy. */
  release(prepared: PreparedTable): Promise<void>;
  /** Deletes this process's scratch folder and those beside it whose process is gone. */
  clearScratch(path: string): Promise<void>;
}
