import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { writeJsonAtomic } from "#adapters/disk/atomic-file.ts";
import { lakeKey, type LakeFile, type LakeHead } from "#domain/remote/lake-plan.ts";
import { hashFile } from "./transfer.ts";

const ROOTS = [
  "lake/bronze",
  "lake/packs",
  "lake/archive",
  "lake/mappings",
  "lake/decisions",
  "lake/keys",
  "lake/nights",
  "published",
  "reports",
];

interface Seen {
  readonly size: number;
  readonly modified: number;
  readonly sha256: string;
}

/** What this computer remembers of the lake: the head both were equal at, and hashes of files it has seen. */
export interface LakeMemory {
  readonly etag: string | null;
  readonly head: LakeHead | null;
  readonly seen: Readonly<Record<string, Seen>>;
}

export const memoryPath = (workspace: string): string =>
  join(workspace, "lake", ".remote", "base.json");

export async function readMemory(workspace: string): Promise<LakeMemory> {
  const text = await readFile(memoryPath(workspace), "utf8").catch(() => null);
  return text === null ? { etag: null, head: null, seen: {} } : (JSON.parse(text) as LakeMemory);
}

export const writeMemory = (workspace: string, memory: LakeMemory): Promise<void> =>
  writeJsonAtomic(memoryPath(workspace), memory);

export interface LocalLake {
  readonly files: Readonly<Record<string, LakeFile>>;
  readonly seen: Readonly<Record<string, Seen>>;
}

/** Every file that belongs into the bucket; contents are read only where size or time changed. */
export async function localLake(workspace: string, known: LakeMemory["seen"]): Promise<LocalLake> {
  const files: Record<string, LakeFile> = {};
  const seen: Record<string, Seen> = {};
  for (const path of ["workspace.json", ...(await pathsUnder(workspace))]) {
    if (lakeKey(path, "") === null || /\.tmp$|(^|\/)\./.test(path)) continue;
    const facts = await stat(join(workspace, path)).catch(() => null);
    if (!facts?.isFile()) continue;
    const before = known[path];
    const { size, mtimeMs: modified } = facts;
    const same = before?.size === size && before.modified === modified;
    const sha256 = same ? before.sha256 : await hashFile(join(workspace, path));
    seen[path] = { size, modified, sha256 };
    files[path] = { key: lakeKey(path, sha256)!, size, sha256 };
  }
  return { files, seen };
}

async function pathsUnder(workspace: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const root of ROOTS) {
    const names = await readdir(join(workspace, root), { recursive: true }).catch(() => []);
    found.push(...names.map((name) => `${root}/${name.replaceAll("\\", "/")}`));
  }
  return found;
}
