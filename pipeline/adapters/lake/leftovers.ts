import { rm } from "node:fs/promises";
import { join } from "node:path";
import { isAbandoned, namesIn } from "#adapters/disk/abandoned.ts";

/**
 * Removes what a killed run left in the lake: its anteroom, Parquet files whose manifest was never written,
 * and temporary files. Call it with the run lock held: such files of a live run look the same.
 */
export async function removeLeftovers(workspace: string, staging: string): Promise<void> {
  await rm(staging, { recursive: true, force: true });
  const bronze = join(workspace, "lake", "bronze");
  for (const source of await namesIn(bronze)) {
    for (const day of await namesIn(join(bronze, source))) {
      await removeFrom(join(bronze, source, day), leftInBronze);
    }
  }
  const held = join(workspace, "lake", "held");
  for (const source of await namesIn(held)) await removeFrom(join(held, source), leftInHeld);
}

async function removeFrom(
  folder: string,
  left: (names: readonly string[]) => readonly string[],
): Promise<void> {
  for (const name of left(await namesIn(folder))) await rm(join(folder, name), { force: true });
}

/** `r000003-orders.parquet`, `….repeats.parquet`, `….positions.parquet` belong to `r000003-orders.json`. */
function leftInBronze(names: readonly string[]): readonly string[] {
  const batches = new Set(names.filter((name) => name.endsWith(".json")));
  return names.filter((name) => {
    if (name.endsWith(".tmp")) return true;
    const batch = name.replace(/(\.(repeats|positions))?\.parquet$/, "");
    return name.endsWith(".parquet") && !batches.has(`${batch}.json`);
  });
}

/** A person may answer a held read while a run starts, so only files of dead processes are taken away. */
function leftInHeld(names: readonly string[]): readonly string[] {
  return names.filter(
    (name) => isAbandoned(name) || (name.endsWith(".parquet") && !names.includes("held.json")),
  );
}
