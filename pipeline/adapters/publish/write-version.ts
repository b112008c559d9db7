import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, link, mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { syncFile, syncFolder, writeJsonAtomic } from "#adapters/disk/atomic-file.ts";
import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import type { PublishedTable, PublishedVersion, PublishRequest } from "#ports/publisher.ts";
import type { SqlSession } from "#ports/warehouse.ts";

/**
 * Writes one version: each changed table as Parquet into `objects/<sha256>`, hard-linked into the version's
 * folder; unchanged tables are linked again. The manifest comes last and makes the version exist.
 */
export async function writeVersion(
  root: string,
  version: number,
  earlier: readonly PublishedVersion[],
  session: SqlSession,
  request: PublishRequest,
): Promise<PublishedVersion> {
  const folder = join(root, String(version));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const known = knownObjects(earlier);
  const tables: Record<string, PublishedTable> = {};
  for (const [table, { fingerprint, rows }] of Object.entries(request.tables)) {
    const object =
      known.get(`${table} ${fingerprint}`) ??
      (await writeObject(root, session, table, fingerprint, rows));
    await linkObject(root, folder, table, object.sha256);
    tables[table] = object;
  }
  await writeDatabase(folder, session, Object.keys(tables));
  await syncTree(folder, Object.keys(tables));
  const manifest: PublishedVersion = {
    version,
    build_id: request.build_id,
    run_id: request.run_id,
    published_at: request.at,
    by: request.by,
    reason: request.reason,
    tables,
    kpis: request.kpis,
    currency: request.currency,
  };
  await writeJsonAtomic(join(folder, "manifest.json"), manifest);
  await syncFolder(root);
  return manifest;
}

function knownObjects(earlier: readonly PublishedVersion[]): Map<string, PublishedTable> {
  return new Map(
    earlier.flatMap((version) =>
      Object.entries(version.tables).map(
        ([table, object]) => [`${table} ${object.fingerprint}`, object] as const,
      ),
    ),
  );
}

async function writeObject(
  root: string,
  session: SqlSession,
  table: string,
  fingerprint: string,
  rows: number,
): Promise<PublishedTable> {
  const draft = join(root, "objects", `${table}.draft`);
  await session.run(
    `copy (select * from ${quoted(table)}) to ${quoteLiteral(draft)} (format parquet, compression zstd)`,
  );
  const [sha256, { size }] = await Promise.all([hashFile(draft), stat(draft)]);
  await syncFile(draft);
  await rename(draft, join(root, "objects", sha256));
  await syncFolder(join(root, "objects"));
  return { sha256, rows, bytes: size, fingerprint };
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk as Buffer);
  }
  return hash.digest("hex");
}

/** Disks without hard links get a copy. */
async function linkObject(
  root: string,
  folder: string,
  table: string,
  sha256: string,
): Promise<void> {
  const target = join(folder, `${table.replace(".", "/")}.parquet`);
  await mkdir(dirname(target), { recursive: true });
  const object = join(root, "objects", sha256);
  await link(object, target).catch(() => copyFile(object, target));
}

/** The same tables as one read-only DuckDB file, for tools that speak it. */
async function writeDatabase(
  folder: string,
  session: SqlSession,
  tables: readonly string[],
): Promise<void> {
  const path = join(folder, "warehouse.duckdb");
  const schemas = [...new Set(tables.map((table) => table.split(".")[0] as string))];
  await session.run(`attach ${quoteLiteral(path)} as published`);
  try {
    await session.run(
      schemas.map((s) => `create schema published.${quoteIdentifier(s)}`).join("; "),
    );
    for (const table of tables) {
      await session.run(`create table published.${quoted(table)} as from ${quoted(table)}`);
    }
    await session.run("checkpoint published");
  } finally {
    await session.run("detach published").catch(() => undefined);
  }
  await syncFile(path);
}

async function syncTree(folder: string, tables: readonly string[]): Promise<void> {
  const folders = new Set(tables.map((table) => join(folder, table.split(".")[0] as string)));
  for (const each of folders) await syncFolder(each);
  await syncFolder(folder);
}

function quoted(table: string): string {
  return table.split(".").map(quoteIdentifier).join(".");
}
