/** The place in the team's bucket that Snowflake reads from. */
export interface StageBucket {
  /**
   * Writes a file once. An object of this name that holds the same is left as it is; beside another one it gets a
   * name of its own.
   * @param key below the place.
   * @returns the key it lies at.
   * @throws AppError `upstream` with what to do.
   */
  put(file: string, key: string, signal?: AbortSignal): Promise<string>;
  close(): void;
}
