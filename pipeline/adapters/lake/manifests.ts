import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { namesIn } from "#adapters/disk/abandoned.ts";
import { writeJsonAtomic } from "#adapters/disk/atomic-file.ts";
import { AppError } from "#domain/errors.ts";
import type { Batch } from "#domain/run/batch.ts";

/** All batches of a source, oldest first. */
export async function readBatches(folder: string): Promise<readonly Batch[]> {
  const days = await namesIn(folder);
  const batches: Batch[] = [];
  for (const day of days) {
    const names = (await namesIn(join(folder, day))).filter((name) => name.endsWith(".json"));
    const manifests = await Promise.all(
      names.map((name) => readJson<Batch>(join(folder, day, name))),
    );
    batches.push(...manifests.filter((manifest) => manifest !== null));
  }
  return batches.sort((a, b) => (a.batch_id < b.batch_id ? -1 : 1));
}

/** Says anew where a batch's rows are; nothing else of a manifest ever changes. */
export async function replaceManifest(folder: string, batch: Batch): Promise<void> {
  const day = `ingest_date=${batch.ingested_at.slice(0, 10)}`;
  await writeJsonAtomic(join(folder, day, `${batch.batch_id}.json`), batch);
}

export async function readJson<T>(path: string): Promise<T | null> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw new AppError("corrupt", `${path} is not readable: it is not valid JSON.`, {
      hint: "Restore this file from a backup. Nothing else was changed.",
      cause: error,
    });
  }
}
