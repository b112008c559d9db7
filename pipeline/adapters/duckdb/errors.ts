import { AppError } from "#domain/errors.ts";
import { SqlRefused } from "#domain/sql-refused.ts";

/** What a DuckDB message means to a person; the first match wins. Source: DuckDB 1.5 error texts. */
const MEANINGS: readonly {
  readonly pattern: RegExp;
  readonly make: (message: string, cause: unknown) => AppError;
}[] = [
  {
    pattern: /^INTERRUPT Error/,
    make: (_, cause) => new AppError("cancelled", "Stopped.", { cause }),
  },
  {
    pattern:
      /No space left on device|max_temp_directory_size|Could not write all bytes|File too large/i,
    make: (message, cause) =>
      new AppError("disk_full", "The disk is full, so the data could not be written.", {
        hint: "Free some space, then run again. Earlier data and published reports are unchanged.",
        details: message,
        cause,
      }),
  },
  {
    pattern: /Read-only file system|Permission denied|Cannot open file .* Read-only/i,
    make: (message, cause) =>
      new AppError("read_only", "A file or folder of the workspace cannot be written.", {
        hint: "Check who may write to the workspace folder, then run again.",
        details: message,
        cause,
      }),
  },
  {
    pattern: /Could not read enough bytes|not a valid DuckDB database|Corrupt database file/i,
    make: (message, cause) =>
      new AppError("corrupt", "A data file of the workspace is damaged and cannot be read.", {
        hint: "`run --full` makes a new build from the lake. Published reports are unchanged.",
        details: message,
        cause,
      }),
  },
  {
    pattern: /Could not set lock on file/i,
    make: (message, cause) =>
      new AppError("locked", "Another program has this data file open for writing.", {
        hint: "Close the other program, or wait until its run is over.",
        details: message,
        cause,
      }),
  },
];

/** Maps a driver error to an AppError; anything unknown keeps its message and the statement under `details`. */
export function toAppError(error: unknown, sql: string, signal?: AbortSignal): unknown {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (signal?.aborted) return new AppError("cancelled", "Stopped.", { cause: error });
  const meaning = MEANINGS.find(({ pattern }) => pattern.test(message));
  if (meaning) return meaning.make(message, error);
  return new SqlRefused(message, sql, error);
}
