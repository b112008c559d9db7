import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Batch } from "#domain/run/batch.ts";
import type { PublishedVersion } from "#ports/publisher.ts";

/** Every file and link below a folder, as paths with `/` relative to it. */
export function filesBelow(folder: string): readonly string[] {
  return (
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      // The listing walks through this link; what is behind it is listed under its own name.
      .filter((path) => !path.startsWith("published/latest/"))
      .sort()
  );
}

const PLAIN = [
  /^workspace\.json$/,
  /^state\.sqlite(-wal|-shm)?$/,
  /^\.(run|publish|night|wait|lake)\.lock$/,
  // Beside a night that is over there is nothing but what people may look at.
  /^nights\/(n\d{6}|incidents|owed|outbox)\.json$/,
  /^nights\/messages\.jsonl$/,
  /^reports\/\d{4}-\d{2}-\d{2}\/[a-z_]+\.html$/,
  /^lake\/leases\/work\.\d{6}\.json$/,
  /^\.cache\/models\.json(\.tmp)?$/,
  /^logs\/(r\d{6}|errors)\.jsonl$/,
  /^lake\/mappings\/[^/]+\/\d{6}\.json$/,
  /^lake\/keys\/[a-z_]+\/r\d{6}\.parquet$/,
  /^lake\/held\/[^/]+\/held\.json$/,
  /^published\/(current\.json|latest)$/,
];

/** Files that nothing accounts for: what a killed process left and nobody cleaned up. */
export function debrisIn(workspace: string): readonly string[] {
  const files = filesBelow(workspace);
  const expected = new Set<string>();
  const json = <T>(path: string): T => JSON.parse(readFileSync(join(workspace, path), "utf8")) as T;
  for (const path of files) {
    if (PLAIN.some((pattern) => pattern.test(path))) expected.add(path);
    if (/^lake\/bronze\/.*\.json$/.test(path)) {
      const batch = json<Batch>(path);
      for (const name of [path, batch.file, batch.repeats, batch.positions]) {
        if (name) expected.add(name);
      }
    }
    if (/^lake\/held\/[^/]+\/held\.json$/.test(path)) {
      expected.add(path.replace("held.json", "rows.parquet"));
    }
    const build = /^builds\/(b\d{6})\.json$/.exec(path)?.[1];
    if (build) {
      for (const name of [path, `builds/${build}.duckdb`]) expected.add(name);
      const failing = files.filter((name) => name.startsWith(`builds/${build}.failing/`));
      for (const name of failing) if (!name.endsWith(".tmp")) expected.add(name);
    }
    const version = /^published\/(\d+)\/manifest\.json$/.exec(path)?.[1];
    if (version) addVersion(expected, version, json<PublishedVersion>(path));
  }
  const missing = [...expected].filter(
    (path) => !/rows\.parquet$|warehouse\.duckdb$/.test(path) && !existsSync(join(workspace, path)),
  );
  return [
    ...files.filter((path) => !expected.has(path)),
    ...missing.map((path) => `missing: ${path}`),
    ...emptyScratch(workspace),
  ];
}

function addVersion(expected: Set<string>, version: string, manifest: PublishedVersion): void {
  expected.add(`published/${version}/manifest.json`);
  expected.add(`published/${version}/warehouse.duckdb`);
  for (const [table, { sha256 }] of Object.entries(manifest.tables)) {
    expected.add(`published/${version}/${table.replace(".", "/")}.parquet`);
    expected.add(`published/objects/${sha256}`);
  }
}

/** Scratch folders of processes that are gone, and folders of versions without anything in them. */
function emptyScratch(workspace: string): readonly string[] {
  const scratch = join(workspace, ".scratch");
  const staging = join(workspace, "lake", ".staging");
  const left = existsSync(scratch) ? readdirSync(scratch).map((name) => `.scratch/${name}`) : [];
  const versions = existsSync(join(workspace, "published"))
    ? readdirSync(join(workspace, "published"))
        .filter((name) => /^\d+$/.test(name))
        .filter((name) => !existsSync(join(workspace, "published", name, "manifest.json")))
    : [];
  return [
    ...left,
    ...(existsSync(staging) ? ["lake/.staging"] : []),
    ...versions.map((name) => `published/${name} without a manifest`),
  ];
}
