import { DatabaseSync } from "node:sqlite";
import { AppError, type ErrorCode } from "#domain/errors.ts";

/** Primary result codes of SQLite (the low byte of an extended code). */
const CODES: Readonly<Record<number, ErrorCode>> = {
  5: "locked",
  6: "locked",
  8: "read_only",
  11: "corrupt",
  13: "disk_full",
  14: "read_only",
  26: "corrupt",
};

const TEXTS: Readonly<Partial<Record<ErrorCode, { says: string; hint: string }>>> = {
  locked: {
    says: "is kept busy by another process",
    hint: "Wait a moment and try again. If it stays so, look for a second Medallion on this workspace.",
  },
  read_only: {
    says: "cannot be written",
    hint: "Check that the workspace folder exists and that you may write to it.",
  },
  corrupt: {
    says: "is damaged and cannot be read",
    hint: "Move the file away and start again: a new one is made. History of runs and checks is lost, your data is not.",
  },
  disk_full: {
    says: "cannot grow because the disk is full",
    hint: "Free some space and try again.",
  },
};

/** The SQLite error `error` is, as an AppError about `path`; anything else comes back as it is. */
export function sqliteError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !("errcode" in error)) return error;
  const code = CODES[Number(error.errcode) & 0xff];
  const text = code && TEXTS[code];
  if (!code || !text) return error;
  return new AppError(code, `${path} ${text.says}.`, {
    hint: text.hint,
    retryable: code === "locked",
    cause: error,
  });
}

/** True if the error says that somebody else holds the lock. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && (Number(error.errcode) & 0xff) === 5;
}

/** Opens or makes a database file. `timeout_ms`: how long a statement waits for another process. */
export function openSqlite(path: string, timeout_ms: number): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: timeout_ms });
  } catch (error) {
    throw sqliteError(error, path);
  }
}
