import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, uptime } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { DatabaseSync } from "node:sqlite";
import { AppError } from "#domain/errors.ts";
import type {
  HeldLock,
  LockHolder,
  LockKind,
  LockRequest,
  WorkspaceLocks,
} from "#ports/journal-locks.ts";
import { isBusy, openSqlite, sqliteError } from "./sqlite.ts";

const POLL_MS = 50;

/**
 * Opens an exclusive transaction that lives until `close`; null if somebody else has one. Nothing is ever
 * written to the file. It must not be opened by other means in this process: closing any descriptor of a file
 * drops the process's locks on it.
 */
function tryExclusive(path: string): DatabaseSync | null {
  const database = openSqlite(path, 0);
  try {
    database.exec("pragma journal_mode = memory; begin exclusive");
    return database;
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    const known = sqliteError(error, path);
    if (!(known instanceof AppError) || known.code !== "corrupt") throw known;
    throw new AppError("corrupt", `${path} is not a lock file.`, {
      hint: "Delete it while nothing runs in this workspace, then try again: a new one is made.",
      cause: error,
    });
  }
}

function readHolder(path: string): LockHolder | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as LockHolder;
  } catch {
    return null;
  }
}

/** The clock may have been put right since; a lock is not younger than its computer by less than this. */
const CLOCK_SLACK_MS = 60_000;

/**
 * The text beside the lock may be older than the lock: a dead process of this computer is not the holder, and after
 * a power cut another program may have its number.
 */
function isAlive({ pid, host, since }: LockHolder): boolean {
  if (host !== hostname()) return true;
  const started = Date.now() - uptime() * 1000;
  if (Date.parse(since) < started - CLOCK_SLACK_MS) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const BUSY: Readonly<Record<LockKind, string>> = {
  run: "This workspace is busy",
  publish: "Another version is being published",
  night: "A nightly run is at work",
  wait: "A nightly run waits to begin",
  lake: "This workspace is busy",
};

function lockedError(kind: LockKind, holder: LockHolder | null): AppError {
  const what = BUSY[kind];
  const who = holder
    ? `: ${holder.purpose}, process ${holder.pid} on ${holder.host}, since ${holder.since}`
    : "";
  return new AppError("locked", `${what}${who}.`, {
    hint: "Wait until it has finished, or stop it, then try again.",
    retryable: true,
    details: holder,
  });
}

/** Locks kept as `.run.lock` and `.publish.lock` in a workspace folder, each with a text beside it. */
export function openLocks(folder: string): WorkspaceLocks {
  const lockPath = (kind: LockKind): string => join(folder, `.${kind}.lock`);
  const textPath = (kind: LockKind): string => join(folder, `.${kind}.lock.json`);

  const holder = (kind: LockKind): LockHolder | null => {
    const found = readHolder(textPath(kind));
    return found && isAlive(found) ? found : null;
  };

  const held = (kind: LockKind, database: DatabaseSync, purpose: string): HeldLock => {
    const since = new Date().toISOString();
    const text: LockHolder = { pid: process.pid, host: hostname(), since, purpose };
    try {
      writeFileSync(textPath(kind), `${JSON.stringify(text)}\n`);
    } catch {
      // The lock itself is held; a missing text only makes the next message less precise.
    }
    return {
      release: () => {
        if (!database.isOpen) return;
        // The text goes first: after the lock it could be the next holder's.
        rmSync(textPath(kind), { force: true });
        database.close();
      },
    };
  };

  const acquire = async (kind: LockKind, request: LockRequest): Promise<HeldLock> => {
    const until = performance.now() + (request.wait_ms ?? 0);
    for (;;) {
      if (request.signal?.aborted) throw new AppError("cancelled", "Stopped while waiting.");
      const database = tryExclusive(lockPath(kind));
      if (database) return held(kind, database, request.purpose);
      if (performance.now() >= until) throw lockedError(kind, holder(kind));
      await pause(POLL_MS);
    }
  };

  return { acquire, holder };
}
