import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { temporaryEnding } from "./abandoned.ts";
import { fileError } from "./file-errors.ts";

/** Flushes a file's bytes to the disk. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Flushes a folder's entries; where folders cannot be opened (Windows) the rename itself must do. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const handle = await open(path, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "EISDIR" && code !== "EPERM" && code !== "EACCES") throw error;
  }
}

/** Gives a finished temporary file its final name; after it resolves a power cut cannot undo it. */
export async function commitFile(temporary: string, final: string): Promise<void> {
  await mkdir(dirname(final), { recursive: true });
  await syncFile(temporary);
  await rename(temporary, final);
  await syncFolder(dirname(final));
}

/** Writes a whole file or nothing: beside it, fsync, rename, fsync of the folder. */
export async function writeAtomic(path: string, text: string): Promise<void> {
  const temporary = `${path}${temporaryEnding(randomUUID())}`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(temporary, "wx");
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw fileError(error, path);
  }
}

export async function writeJsonAtomic(path: string, value: unknown): Promise<void> {
  await writeAtomic(path, `${JSON.stringify(value, null, 2)}\n`);
}
