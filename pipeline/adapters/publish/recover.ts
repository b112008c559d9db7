import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Publisher } from "#ports/publisher.ts";
import { entries } from "./entries.ts";
import { switchLatest } from "./latest.ts";
import { removeObjects } from "./retention.ts";

/**
 * Removes what a killed or failed publish left behind: versions without a manifest, drafts, and objects no
 * version names. Completes `latest`. Call it with the publish lock held.
 */
export async function recoverPublished(
  root: string,
  versions: Publisher["versions"],
  current: Publisher["current"],
): Promise<void> {
  for (const name of await entries(root)) {
    const draft = name.endsWith(".draft") || name.endsWith(".tmp");
    const torn = /^\d+$/.test(name) && !(await entries(join(root, name))).includes("manifest.json");
    if (draft || torn) await rm(join(root, name), { recursive: true, force: true });
  }
  await removeObjects(root, await versions());
  const now = await current();
  if (now) await switchLatest(root, now.version);
}
