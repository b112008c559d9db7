import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { PublishedVersion } from "#ports/publisher.ts";
import { entries } from "./entries.ts";

/** Read-only databases are kept for this many versions; Parquet for all kept ones. */
const DATABASES = 3;

/** Removes versions beyond `keep`, never the current one, then objects no version names. */
export async function removeUnused(root: string, keep: number, current: number): Promise<void> {
  const numbers = (await entries(root))
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => b - a);
  const kept = numbers.filter((n, index) => index < keep || n === current);
  for (const version of numbers) {
    if (kept.includes(version)) continue;
    // Without its manifest a version does not exist: one half removed must not be rolled back to.
    await rm(join(root, String(version), "manifest.json"), { force: true });
    await rm(join(root, String(version)), { recursive: true, force: true });
  }
  for (const version of kept.slice(DATABASES)) {
    if (version !== current)
      await rm(join(root, String(version), "warehouse.duckdb"), { force: true });
  }
  const manifests = kept.map((version) => readManifest(join(root, String(version))));
  await removeObjects(root, await Promise.all(manifests));
}

async function readManifest(folder: string): Promise<PublishedVersion> {
  return JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")) as PublishedVersion;
}

/** Removes objects, and drafts of objects, that none of these versions names. */
export async function removeObjects(
  root: string,
  versions: readonly PublishedVersion[],
): Promise<void> {
  const tables = versions.flatMap((version) => Object.values(version.tables));
  const used = new Set(tables.map((table) => table.sha256));
  for (const name of await entries(join(root, "objects"))) {
    if (!used.has(name)) await rm(join(root, "objects", name), { force: true });
  }
}
