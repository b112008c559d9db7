import type { Services } from "#app/services.ts";
import { AppError } from "#domain/errors.ts";

/**
 * Calls a run that died with its process interrupted, so that nobody reads that it is still going on.
 * Leaves everything as it is when a run is going on, or when the workspace cannot be written.
 */
export async function settleRuns(services: Services): Promise<void> {
  try {
    await services.workspaces.open(services.directory);
    const open = services
      .journal()
      .runs({ limit: 5 })
      .some(({ status }) => status === "running");
    if (!open) return;
    const lock = await services.locks.acquire("run", { purpose: "looking after an ended run" });
    try {
      services.journal().interruptRuns();
    } finally {
      lock.release();
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}
