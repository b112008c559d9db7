import { keepBronze, retainFiles } from "#app/upkeep/maintain.ts";
import type { Services } from "#app/services.ts";
import { MAINTAIN_DEFAULTS } from "#contract/support.ts";
import { AppError } from "#domain/errors.ts";
import { noProgress } from "#ports/progress.ts";

/** What is old goes, and bronze is kept in order; where a run is at work, bronze waits for another night. */
export async function retain(
  services: Services,
): Promise<{ readonly status: "done"; readonly text: string }> {
  const { old_files, old_builds } = await retainFiles(services);
  const call = { signal: new AbortController().signal, progress: noProgress };
  const kept = await keepBronze(services, MAINTAIN_DEFAULTS, call).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "locked") return { archived: 0, packed: 0 };
    throw error;
  });
  const moved = kept.archived > 0 ? ` ${kept.archived} old reads moved to the archive.` : "";
  const packed = kept.packed > 0 ? ` ${kept.packed} small reads share files now.` : "";
  const text = `${old_files} old files and ${old_builds} old builds removed.${moved}${packed}`;
  return { status: "done", text };
}
