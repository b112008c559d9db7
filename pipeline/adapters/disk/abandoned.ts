import { readdir, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

/** Scratch of another computer (or container) is left alone for a day: its process cannot be asked. */
const FOREIGN_AGE = 86_400_000;

/** Name of this process's scratch folder; it says who may still be using it. */
export function scratchName(): string {
  return `${hostname()}-${process.pid}`;
}

/** Ending of a temporary file; it says which process is writing it. */
export function temporaryEnding(unique: string): string {
  return `.${process.pid}-${unique}.tmp`;
}

/** A temporary file whose writer is gone: it will never get its final name. */
export function isAbandoned(name: string): boolean {
  const pid = /\.(\d+)-[0-9a-f-]+\.tmp$/.exec(name)?.[1];
  return pid !== undefined && !isAlive(Number(pid));
}

/** Removes scratch folders of processes that are gone, and the folder itself when nothing is left in it. */
export async function removeAbandonedScratch(folder: string): Promise<void> {
  const names = await namesIn(folder);
  let left = names.length;
  for (const name of names) {
    if (!(await isAbandonedScratch(folder, name))) continue;
    await rm(join(folder, name), { recursive: true, force: true });
    left -= 1;
  }
  if (left === 0) await rm(folder, { recursive: true, force: true });
}

async function isAbandonedScratch(folder: string, name: string): Promise<boolean> {
  const divide = name.lastIndexOf("-");
  const pid = Number(name.slice(divide + 1));
  if (name.slice(0, divide) === hostname()) return !isAlive(pid);
  const found = await stat(join(folder, name)).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > FOREIGN_AGE;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Names in a folder; none if it is not there. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw error;
  }
}
