import { randomBytes } from "node:crypto";
import { link, mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, parse } from "node:path";
import { AppError } from "#domain/errors.ts";
import type { ExportFile, Exports } from "#ports/exports.ts";
import { syncFile, syncFolder } from "./atomic-file.ts";
import { fileError } from "./file-errors.ts";
import { zipOf } from "./zip.ts";

const PLAIN_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,150}$/u;

/** Exports of a workspace on the local disk. */
export function createExports(workspace: string): Exports {
  const folder = join(workspace, "exports");
  const exports: Exports = {
    draft: async (name) => {
      if (!PLAIN_NAME.test(name)) {
        throw new AppError("internal", `Not a plain file name: ${name}`);
      }
      await mkdir(folder, { recursive: true }).catch((error: unknown) => {
        throw fileError(error, folder);
      });
      const path = join(folder, `.${randomBytes(6).toString("hex")}.tmp`);
      return {
        path,
        commit: () => commit(folder, path, name),
        discard: () => rm(path, { force: true }),
      };
    },
    archive: async (name, files) => {
      const draft = await exports.draft(name);
      try {
        await writeFile(draft.path, zipOf(files));
        return await draft.commit();
      } finally {
        await draft.discard();
      }
    },
  };
  return exports;
}

async function commit(folder: string, draft: string, name: string): Promise<ExportFile> {
  try {
    await syncFile(draft);
    const { name: bare, ext } = parse(name);
    for (let number = 1; ; number += 1) {
      const final = number === 1 ? name : `${bare}-${number}${ext}`;
      if (!(await claim(draft, join(folder, final)))) continue;
      await syncFolder(folder);
      const path = join(folder, final);
      return { name: final, path, bytes: (await stat(path)).size };
    }
  } catch (error) {
    throw fileError(error, draft);
  }
}

/** A link never replaces a file that is there; disks without links are renamed on. */
async function claim(draft: string, final: string): Promise<boolean> {
  try {
    await link(draft, final);
    await rm(draft, { force: true });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    const taken = await stat(final).then(
      () => true,
      () => false,
    );
    if (taken) return false;
    await rename(draft, final);
    return true;
  }
}
