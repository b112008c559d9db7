/** A file that people take away. */
export interface ExportFile {
  /** Plain file name, also the name to download it by. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

/** A file that is still being written, beside its place. */
export interface ExportDraft {
  readonly path: string;
  /** Makes it durable and gives it its name; a name that is taken gets a number. */
  commit(): Promise<ExportFile>;
  /** Safe to call after `commit`. */
  discard(): Promise<void>;
}

/** Files under the workspace's `exports/`. */
export interface Exports {
  /** @param name plain file name. @throws AppError `disk_full` or `read_only`. */
  draft(name: string): Promise<ExportDraft>;
  /** Files of text as one zip archive. */
  archive(
    name: string,
    files: readonly { readonly name: string; readonly content: string }[],
  ): Promise<ExportFile>;
}
