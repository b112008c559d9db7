import type { Mapping, Workspace } from "#domain/workspace.ts";

/** The workspace folder's own files. Every write is atomic and durable when the promise resolves. */
export interface WorkspaceStore {
  /**
   * Creates the folder tree and `workspace.json`. On a folder that is a workspace already it returns that one unchanged.
   * @throws AppError `conflict` when the folder holds something else.
   */
  init(
    folder: string,
    options: { readonly time_zone: string; readonly currency: string },
  ): Promise<{ readonly workspace: Workspace; readonly created: boolean }>;
  /**
   * @throws AppError `not_found` when the folder is no workspace, `corrupt` when its file cannot be read,
   *   `bad_input` when a newer version of the program wrote it.
   */
  open(folder: string): Promise<Workspace>;
  /** Replaces `workspace.json`. */
  save(folder: string, workspace: Workspace): Promise<void>;
  /** Reads, changes and saves; the change must not wait for anything. */
  update(folder: string, change: (workspace: Workspace) => Workspace): Promise<Workspace>;

  /** All versions of a source's mapping, oldest first; empty when there is none. */
  mappings(folder: string, source_id: string): Promise<readonly Mapping[]>;
  /** The newest version, or null. */
  mapping(folder: string, source_id: string): Promise<Mapping | null>;
  /** Appends the next version. @throws AppError `conflict` when that version exists already. */
  saveMapping(folder: string, mapping: Mapping): Promise<void>;
}
