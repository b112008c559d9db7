import { mkdir, readFile, rm } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { namesIn } from "#adapters/disk/abandoned.ts";
import { AppError } from "#domain/errors.ts";
import type { Batch } from "#domain/run/batch.ts";
import type { BronzeStore, HeldRead, StagedRead, StageRequest } from "#ports/lake.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import { writeJsonAtomic } from "#adapters/disk/atomic-file.ts";
import { removeLeftovers } from "./leftovers.ts";
import { patchRows } from "./patch.ts";
import { stageDelta } from "./stage-delta.ts";
import { stageFull } from "./stage-full.ts";
import { StagingArea } from "./staging-area.ts";

/** Bronze on the local disk: `lake/bronze/<source>/ingest_date=<day>/<batch>.{parquet,json}`, held reads in `lake/held`. */
export function createBronzeStore(workspace: string): BronzeStore {
  const area = new StagingArea(workspace);
  const heldPath = (sourceId: string) => join(workspace, "lake", "held", sourceId, "held.json");

  async function held(sourceId: string): Promise<HeldRead | null> {
    return readJson<HeldRead>(heldPath(sourceId));
  }

  return {
    batches: (sourceId) => readBatches(join(workspace, "lake", "bronze", sourceId)),
    async stage(session: SqlSession, request: StageRequest): Promise<StagedRead> {
      await mkdir(area.folder, { recursive: true });
      return request.earlier.length === 0
        ? stageFull(session, area, request)
        : stageDelta(session, area, request);
    },
    patch: (session, request) => patchRows(session, area, request),
    held,
    noteHeld: (note) => writeJsonAtomic(heldPath(note.source_id), note),
    async accept(sourceId, reason, at) {
      const current = await requireHeld(held, sourceId);
      const accepted = { ...current, accepted: { reason, at } };
      await writeJsonAtomic(heldPath(sourceId), accepted);
      return accepted;
    },
    async discardHeld(sourceId) {
      const current = await requireHeld(held, sourceId);
      await rm(join(workspace, "lake", "held", sourceId), { recursive: true, force: true });
      return current;
    },
    resolve: (path) => (isAbsolute(path) ? path : join(workspace, path)),
    cleanUp: () => removeLeftovers(workspace, area.folder),
  };
}

async function requireHeld(
  held: (sourceId: string) => Promise<HeldRead | null>,
  sourceId: string,
): Promise<HeldRead> {
  const current = await held(sourceId);
  if (current) return current;
  throw new AppError("not_found", `Source ${sourceId} has no held read.`, {
    hint: "`source list` shows which sources are held.",
  });
}

async function readBatches(folder: string): Promise<readonly Batch[]> {
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

async function readJson<T>(path: string): Promise<T | null> {
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
