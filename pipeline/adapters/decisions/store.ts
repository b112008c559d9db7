import { link, mkdir, open, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError, type ErrorCode } from "#domain/errors.ts";
import type { Decision, NewDecision } from "#domain/quality/decisions.ts";
import type { DecisionStore } from "#ports/decisions.ts";

const FILE = /^(\d{6,})\.json$/;
const DRAFT = /^\.draft-/;
/** A draft this old belongs to a process that died. */
const STALE_MS = 60_000;

const code = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

const WRITE_ERRORS: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: "disk_full",
  EDQUOT: "disk_full",
  EACCES: "read_only",
  ENOTDIR: "read_only",
  EPERM: "read_only",
  EROFS: "read_only",
};

function writeError(error: unknown, folder: string): unknown {
  const known = WRITE_ERRORS[code(error) ?? ""];
  if (!known) return error;
  const why = known === "disk_full" ? "the disk is full" : "the folder cannot be written";
  return new AppError(known, `The decision was not kept in ${folder}: ${why}.`, {
    hint:
      known === "disk_full"
        ? "Free some space, then decide again."
        : "Check your rights on the folder.",
    cause: error,
  });
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; its file system keeps names without this.
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function names(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (code(error) === "ENOENT") return [];
    throw error;
  }
}

async function writeDraft(folder: string, text: string): Promise<string> {
  const draft = join(folder, `.draft-${process.pid}-${crypto.randomUUID()}`);
  const handle = await open(draft, "wx");
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return draft;
}

/** Gives a finished draft its final name; false if another process took that number first. */
async function claim(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (code(error) === "EEXIST") return false;
    throw error;
  }
}

async function appendOne(
  folder: string,
  number: number,
  made: NewDecision,
): Promise<Decision | null> {
  const decision: Decision = { number, ...made };
  const draft = await writeDraft(folder, `${JSON.stringify(decision, null, 2)}\n`);
  try {
    const path = join(folder, `${String(number).padStart(6, "0")}.json`);
    return (await claim(draft, path)) ? decision : null;
  } finally {
    await rm(draft, { force: true });
  }
}

const numbers = (files: readonly string[]): readonly number[] =>
  files.flatMap((name) => FILE.exec(name)?.[1] ?? []).map(Number);

async function removeStaleDrafts(folder: string, files: readonly string[]): Promise<void> {
  for (const name of files.filter((file) => DRAFT.test(file))) {
    const path = join(folder, name);
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > STALE_MS) await rm(path, { force: true });
  }
}

function parse(text: string, path: string): Decision {
  try {
    const value = JSON.parse(text) as Decision;
    if (typeof value.number === "number" && typeof value.rule === "string") return value;
  } catch {
    // Told below, with the path.
  }
  throw new AppError("corrupt", `${path} is damaged and cannot be read.`, {
    hint: "Restore it from a backup. Without it, rows that somebody let through are set aside again.",
  });
}

/** Decisions as files `000001.json` … in `folder`, which is made when first needed. */
export function openDecisions(folder: string): DecisionStore {
  const all = async (): Promise<readonly Decision[]> => {
    const files = (await names(folder)).filter((name) => FILE.test(name));
    const decisions: Decision[] = [];
    for (const name of files) {
      const path = join(folder, name);
      decisions.push(parse(await readFile(path, "utf8"), path));
    }
    return decisions.toSorted((a, b) => a.number - b.number);
  };

  const append = async (made: readonly NewDecision[]): Promise<readonly Decision[]> => {
    try {
      await mkdir(folder, { recursive: true });
      const files = await names(folder);
      await removeStaleDrafts(folder, files);
      let number = Math.max(0, ...numbers(files));
      const kept: Decision[] = [];
      for (const one of made) {
        let decision: Decision | null = null;
        while (decision === null) {
          number += 1;
          decision = await appendOne(folder, number, one);
        }
        kept.push(decision);
      }
      await syncFolder(folder);
      return kept;
    } catch (error) {
      throw writeError(error, folder);
    }
  };

  return { all, append };
}
