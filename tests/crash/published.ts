import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import type { CurrentPointer, PublishedVersion } from "#ports/publisher.ts";

async function json<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, "utf8")) as T;
}

/** Rows of a Parquet file as a library that is not DuckDB sees them. */
export async function rowsByHyparquet(bytes: Buffer): Promise<number> {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return (await parquetReadObjects({ file: file as ArrayBuffer, compressors })).length;
}

/** `count(*)` of each relation, in one statement. */
export async function rowsByDuckDB(
  relations: Readonly<Record<string, string>>,
  database: string | null = null,
): Promise<Record<string, number>> {
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
  });
  try {
    const connection = await instance.connect();
    if (database) await connection.run(`attach '${database}' as published (read_only)`);
    const counts = Object.entries(relations).map(
      ([name, from]) => `select '${name}' as name, count(*)::integer as n from ${from}`,
    );
    const reader = await connection.runAndReadAll(counts.join(" union all "));
    return Object.fromEntries(reader.getRowsJson() as [string, number][]);
  } finally {
    instance.closeSync();
  }
}

/**
 * Follows `current.json` as a reader does and checks every file behind it: its hash, and its rows by DuckDB
 * (Parquet and database) and by another library.
 * @returns problems, none if the version is whole; and the version, null if nothing is published.
 */
export async function checkPublished(
  workspace: string,
): Promise<{ readonly version: number | null; readonly problems: readonly string[] }> {
  const root = join(workspace, "published");
  if (!existsSync(join(root, "current.json"))) return { version: null, problems: [] };
  const { version, build_id } = await json<CurrentPointer>(join(root, "current.json"));
  const problems = await checkVersion(root, version);
  const manifest = await json<PublishedVersion>(join(root, String(version), "manifest.json"));
  if (manifest.build_id !== build_id) problems.push(`${build_id} is not of version ${version}`);
  return { version, problems };
}

/** Problems of one version's files. */
export async function checkVersion(root: string, version: number): Promise<string[]> {
  const problems: string[] = [];
  const folder = join(root, String(version));
  const { tables } = await json<PublishedVersion>(join(folder, "manifest.json"));
  const relations: Record<string, string> = {};
  for (const [table, { sha256, rows }] of Object.entries(tables)) {
    const path = join(folder, `${table.replace(".", "/")}.parquet`);
    relations[table] = `'${path}'`;
    const bytes = await readFile(path);
    const hash = createHash("sha256").update(bytes).digest("hex");
    if (hash !== sha256) problems.push(`${path} has hash ${hash}, not ${sha256}`);
    const read = await rowsByHyparquet(bytes);
    if (read !== rows) problems.push(`${path} has ${read} rows, not ${rows}`);
  }
  const counted = {
    parquet: await rowsByDuckDB(relations),
    database: {} as Record<string, number>,
  };
  const database = join(folder, "warehouse.duckdb");
  const inside = Object.keys(tables).map((table) => [table, `published.${table}`]);
  if (existsSync(database)) {
    counted.database = await rowsByDuckDB(Object.fromEntries(inside), database);
  } else problems.push(`${database} is missing`);
  for (const [kind, counts] of Object.entries(counted)) {
    for (const [table, { rows }] of Object.entries(tables)) {
      if (counts[table] !== rows)
        problems.push(`${kind} ${table}: ${counts[table]} rows, not ${rows}`);
    }
  }
  return problems;
}
