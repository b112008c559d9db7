import type { Services } from "#app/services.ts";
import { lastRunInLake } from "#app/run/start-run.ts";
import { AppError } from "#domain/errors.ts";
import { rowKey } from "#domain/quality/decisions.ts";
import type { Batch } from "#domain/run/batch.ts";
import type { CorrectedRow, PatchWriter } from "#ports/checks-patch.ts";
import type { RunRecord } from "#ports/journal.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import { batchOf } from "./current-cells.ts";
import { openSource, type SourceRows, storedRows } from "./stored-cells.ts";

/** Writes patches into the lake, under the run lock and with a run number of their own. */
export function lakePatches(services: Services, session: SqlSession): PatchWriter {
  return {
    commit: async (source_id, rows) => {
      const lock = await services.locks.acquire("run", { purpose: "recheck" });
      try {
        const record = services.journal().startRun({
          started_at: services.clock.now().toISOString(),
          pid: services.pid,
          purpose: "recheck",
          after: await lastRunInLake(services),
        });
        return await journalled(services, record, () =>
          commitRows(services, session, record, source_id, rows),
        );
      } finally {
        lock.release();
      }
    },
  };
}

async function journalled(
  services: Services,
  record: RunRecord,
  work: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const journal = services.journal();
  const finished_at = (): string => services.clock.now().toISOString();
  try {
    const batch_ids = await work();
    journal.finishRun(record.id, {
      finished_at: finished_at(),
      status: "succeeded",
      build_id: null,
      summary: { batch_ids: [...batch_ids] },
    });
    return batch_ids;
  } catch (error) {
    journal.finishRun(record.id, {
      finished_at: finished_at(),
      status: error instanceof AppError && error.code === "cancelled" ? "cancelled" : "failed",
      build_id: null,
      summary: { cause: error instanceof Error ? error.message : String(error) },
    });
    throw error;
  }
}

async function commitRows(
  services: Services,
  session: SqlSession,
  record: RunRecord,
  source_id: string,
  rows: readonly CorrectedRow[],
): Promise<readonly string[]> {
  const from = await openSource(services, source_id);
  const byFile = await rowsByFile(services, session, from, rows);
  const batches: Batch[] = [];
  for (const [replaces, corrected] of byFile) {
    const batch = await services.bronze.patch(session, {
      source: from.source,
      run: record.number,
      sequence: batches.length,
      ingested_at: record.started_at,
      replaces,
      rows: corrected,
      earlier: from.batches.concat(batches),
    });
    batches.push(batch);
  }
  return batches.map((batch) => batch.batch_id);
}

/**
 * The newest batch of each file → its corrected rows.
 * @throws AppError `conflict` if a row is gone or elsewhere since it was looked up: a run was quicker.
 */
async function rowsByFile(
  services: Services,
  session: SqlSession,
  from: SourceRows,
  rows: readonly CorrectedRow[],
): Promise<ReadonlyMap<Batch, readonly CorrectedRow[]>> {
  const identities = rows.map((row) => row.identity);
  const live = await storedRows(services, session, from, identities);
  return Map.groupBy(rows, (row) => {
    const stored = live.get(rowKey(row.identity));
    const own = stored && stored.position === row.row ? batchOf(from, stored) : undefined;
    const path = own?.object.path;
    const newest = from.batches.findLast((batch) => batch.object.path === path);
    if (path !== undefined && newest) return newest;
    throw new AppError("conflict", `${from.source.name} was read by a run meanwhile.`, {
      hint: "Look at the rows that are left, then repeat the re-check if it is still needed.",
    });
  });
}
