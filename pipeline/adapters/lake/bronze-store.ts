import { mkdir, rm } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { AppError } from "#domain/errors.ts";
import type { BronzeStore, HeldRead, StagedRead, StageRequest } from "#ports/lake.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import { writeJsonAtomic } from "#adapters/disk/atomic-file.ts";
import { removeLeftovers } from "./leftovers.ts";
import { readBatches, readJson } from "./manifests.ts";
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
