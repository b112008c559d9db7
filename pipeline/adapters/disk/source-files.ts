import { readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { removeAbandonedScratch } from "./abandoned.ts";
import { AppError } from "#domain/errors.ts";
import type { SourceObject } from "#domain/run/batch.ts";
import type { SourceFiles } from "#ports/source-files.ts";

const TABLES = /\.(csv|tsv|txt|json|ndjson|jsonl)$/i;

export function createSourceFiles(): SourceFiles {
  return {
    async list(origin) {
      if (origin.kind !== "folder") return [await describe(origin.path)];
      const names = await readdir(origin.path).catch((cause: unknown) => {
        throw gone(origin.path, cause);
      });
      const tables = names.filter((name) => TABLES.test(name) && !name.startsWith(".")).sort();
      return Promise.all(tables.map((name) => describe(join(origin.path, name))));
    },
    async clearScratch(path) {
      await rm(path, { recursive: true, force: true });
      await removeAbandonedScratch(dirname(path));
    },
    async release(prepared) {
      if (prepared.temporary) await rm(prepared.path, { force: true });
    },
  };
}

async function describe(path: string): Promise<Omit<SourceObject, "content_hash">> {
  const found = await stat(path).catch((cause: unknown) => {
    throw gone(path, cause);
  });
  return { path, bytes: found.size, modified_ms: Math.trunc(found.mtimeMs) };
}

function gone(path: string, cause: unknown): AppError {
  if ((cause as NodeJS.ErrnoException).code === "ENOTDIR") {
    return new AppError("not_found", `${path} is a file, not a folder.`, {
      hint: "Name the folder the file is in, or connect the file itself.",
      cause,
    });
  }
  return new AppError("not_found", `${path} is not there.`, {
    hint: "Check the path. If the file was moved, put it back or connect it from where it is now.",
    cause,
  });
}
