import { mkdir, rename, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { batchId } from "#domain/run/batch.ts";
import type { Batch } from "#domain/run/batch.ts";
import type { BatchRequest, HeldRead, HoldReason, StageRequest } from "#ports/lake.ts";
import { commitFile, writeJsonAtomic } from "#adapters/disk/atomic-file.ts";

/** Names of a batch's files before and after commit. Outside every folder that readers list. */
export class StagingArea {
  readonly folder: string;
  readonly #workspace: string;

  constructor(workspace: string) {
    this.#workspace = workspace;
    this.folder = join(workspace, "lake", ".staging");
  }

  draft(request: BatchRequest, part: string): string {
    const id = batchId(request.run, request.source.id, request.sequence);
    return join(this.folder, `${id}.${part}.parquet`);
  }

  /** Moves the drafts (part → path) to their place, then writes the manifest, which makes the batch exist. */
  async commit(
    request: BatchRequest,
    drafts: Readonly<Record<string, string | null>>,
    manifest: Omit<Batch, "file" | "repeats" | "positions">,
    held?: "keep held read",
  ): Promise<Batch> {
    const day = request.ingested_at.slice(0, 10);
    const folder = join(this.#workspace, "lake", "bronze", request.source.id, `ingest_date=${day}`);
    const placed: Record<string, string | null> = {};
    for (const [part, draft] of Object.entries(drafts)) {
      if (draft === null) {
        placed[part] = null;
        continue;
      }
      const suffix = part === "file" ? "" : `.${part}`;
      const final = join(folder, `${manifest.batch_id}${suffix}.parquet`);
      await commitFile(draft, final);
      placed[part] = relative(this.#workspace, final).replaceAll("\\", "/");
    }
    const batch: Batch = {
      ...manifest,
      file: placed["file"] ?? null,
      repeats: placed["repeats"] ?? null,
      positions: placed["positions"] ?? null,
    };
    await writeJsonAtomic(join(folder, `${batch.batch_id}.json`), batch);
    if (held === undefined) {
      const answered = join(this.#workspace, "lake", "held", request.source.id);
      await rm(answered, { recursive: true, force: true });
    }
    return batch;
  }

  /** Keeps the refused rows beside the reason, outside bronze. */
  async hold(
    request: StageRequest,
    draft: string | null,
    reason: HoldReason,
    counts: { rows_read: number; rows_before: number },
  ): Promise<HeldRead> {
    const folder = join(this.#workspace, "lake", "held", request.source.id);
    await mkdir(folder, { recursive: true });
    if (draft !== null) await rename(draft, join(folder, "rows.parquet"));
    const held: HeldRead = {
      ...reason,
      ...counts,
      source_id: request.source.id,
      held_at: request.ingested_at,
      content_hash: request.object.content_hash,
    };
    await writeJsonAtomic(join(folder, "held.json"), held);
    return held;
  }

  async discard(drafts: readonly (string | null)[]): Promise<void> {
    for (const draft of drafts) if (draft !== null) await rm(draft, { force: true });
  }

  /** Absolute path of a lake file. */
  readonly resolve = (path: string): string => join(this.#workspace, path);
}
