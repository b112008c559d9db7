import { randomUUID } from "node:crypto";
import { link, mkdir, open, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { isAbandoned, temporaryEnding } from "#adapters/disk/abandoned.ts";
import { syncFolder } from "#adapters/disk/atomic-file.ts";
import { fileError } from "#adapters/disk/file-errors.ts";
import { AppError } from "#domain/errors.ts";
import type { LeaseRecord, LeaseStore, TaggedLease } from "#ports/lease.ts";

/**
 * Leases as files: each version of a record is a file of its own, `night.000012.json`, made with a hard link,
 * which only one of several can do. The tag is the number. Works on every disk with hard links, also on one
 * that several computers mount.
 */
export function createFileLeases(folder: string, shared = false): LeaseStore {
  const path = (name: string, number: number): string =>
    join(folder, `${name}.${String(number).padStart(6, "0")}.json`);

  const numbers = async (name: string): Promise<number[]> => {
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw fileError(error, folder);
    });
    const pattern = new RegExp(`^${name}\\.(\\d{6,})\\.json$`);
    const found = names.flatMap((one) => pattern.exec(one)?.[1] ?? []);
    return found.map(Number).toSorted((a, b) => a - b);
  };

  const read = async (name: string): Promise<TaggedLease | null> => {
    for (;;) {
      const newest = (await numbers(name)).at(-1);
      if (newest === undefined) return null;
      const text = await readFile(path(name, newest), "utf8").catch(() => null);
      // Gone between the two looks: a newer one took its place.
      if (text !== null) return { record: parse(text, path(name, newest)), tag: String(newest) };
    }
  };

  const put: LeaseStore["put"] = async (name, record, tag) => {
    const before = Number(tag ?? 0);
    const final = path(name, before + 1);
    const draft = `${final}${temporaryEnding(randomUUID())}`;
    try {
      await mkdir(folder, { recursive: true });
      if (((await numbers(name)).at(-1) ?? 0) !== before) return null;
      await writeDurably(draft, record);
      await link(draft, final);
      await syncFolder(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return null;
      throw fileError(error, final);
    } finally {
      await rm(draft, { force: true }).catch(() => undefined);
    }
    const now = await numbers(name);
    // A number may be free again because newer ones came and it was cleaned away: then the newer ones count.
    if (now.at(-1) !== before + 1) return null;
    await tidy(
      folder,
      now.filter((old) => old <= before).map((old) => path(name, old)),
    );
    return String(before + 1);
  };

  return { shared, read, put };
}

/** Versions that were replaced, and drafts of processes that were killed. */
async function tidy(folder: string, replaced: readonly string[]): Promise<void> {
  const drafts = (await readdir(folder)).filter(isAbandoned).map((name) => join(folder, name));
  for (const path of [...replaced, ...drafts])
    await rm(path, { force: true }).catch(() => undefined);
}

async function writeDurably(path: string, record: LeaseRecord): Promise<void> {
  const handle = await open(path, "wx");
  try {
    await handle.writeFile(`${JSON.stringify(record, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function parse(text: string, path: string): LeaseRecord {
  try {
    return JSON.parse(text) as LeaseRecord;
  } catch (error) {
    throw new AppError("corrupt", `${path} is no lease.`, {
      hint: "Delete it while nothing runs on this lake, then try again.",
      cause: error,
    });
  }
}
