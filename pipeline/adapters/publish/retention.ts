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
    if (!kept.includes(version))
      await rm(join(root, String(version)), { recursive: true, force: true });
  }
  for (const version of kept.slice(DATABASES)) {
    if (version !== current)
      await rm(join(root, String(version), "warehouse.duckdb"), { force: true });
  }
  await removeObjects(root, kept);
}

async function removeObjects(root: string, versions: readonly number[]): Promise<void> {
  const used = new Set<string>();
  for (const version of versions) {
    const text = await readFile(join(root, String(version), "manifest.json"), "utf8");
    const manifest = JSON.parse(text) as PublishedVersion;
    for (const table of Object.values(manifest.tables)) used.add(table.sha256);
  }
  for (const name of await entries(join(root, "objects"))) {
    if (!used.has(name)) await rm(join(root, "objects", name), { force: true });
  }
}
