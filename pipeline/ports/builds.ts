import type { Build } from "#domain/run/build.ts";

/** Closed builds of a workspace. */
export interface BuildStore {
  /** Oldest first. */
  list(): Promise<readonly Build[]>;
  newest(): Promise<Build | null>;
  get(buildId: string): Promise<Build>;
  /** Writes the manifest: from here on the build exists. */
  close(build: Build): Promise<void>;
  /** Deletes all but the newest `keep` and those named. */
  prune(keep: number, protect: readonly string[]): Promise<readonly string[]>;
  /** Removes drafts and databases without manifest. */
  cleanUp(): Promise<void>;
  /** Absolute path of a build's database. */
  file(buildId: string): string;
  /** Absolute folder of a build's failing rows; it need not exist. */
  failingFolder(buildId: string): string;
  /** Bytes free on the disk of the workspace. */
  freeBytes(): Promise<number>;
}
