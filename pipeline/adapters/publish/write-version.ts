import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, link, mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { syncFile, syncFolder, writeJsonAtomic } from "#adapters/disk/atomic-file.ts";
import { inParallel } from "#domain/in-parallel.ts";
import { quoteLiteral } from "#domain/sql-text.ts";
import type { PublishedTable, PublishedVersion, PublishRequest } from "#ports/publisher.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import {
  copyIntoDatabase,
  type DatabaseBase,
  databaseBase,
  quoted,
  withDatabase,
} from "./published-database.ts";

/**
 * Writes one version: each changed table as Parquet into `objects/<sha256>`, hard-linked into the version's
 * folder; unchanged tables are linked again. The manifest comes last and makes the version exist.
 */
export async function writeVersion(
  root: string,
  version: number,
  earlier: readonly PublishedVersion[],
  sessions: readonly SqlSession[],
  request: PublishRequest,
): Promise<PublishedVersion> {
  const folder = join(root, String(version));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const base = await databaseBase(root, version, earlier, request.tables);
  const places = { root, folder, base, known: knownObjects(earlier) };
  const tables = await writeTables(places, sessions, request);
  await syncFolder(join(root, "objects"));
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

/** One piece of work on one table: its Parquet object, or its copy in the database. */
interface Piece {
  readonly table: string;
  readonly write: (session: SqlSession) => Promise<PublishedTable | null>;
}

function databasePiece(table: string): Piece {
  return {
    table,
    write: async (session) => {
      await copyIntoDatabase(session, table);
      return null;
    },
  };
}

/** Where a version is written, and what it need not write again. */
interface Places {
  readonly root: string;
  readonly folder: string;
  readonly base: DatabaseBase | null;
  readonly known: ReadonlyMap<string, PublishedTable>;
}

/** Writes objects and database side by side, the largest tables first so that none is waited for at the end. */
async function writeTables(
  { root, folder, base, known }: Places,
  sessions: readonly SqlSession[],
  request: PublishRequest,
): Promise<Record<string, PublishedTable>> {
  const entries = Object.entries(request.tables);
  const largest = entries.toSorted(([, a], [, b]) => b.rows - a.rows);
  const pieces = largest.flatMap(([table, { fingerprint, rows }]): Piece[] => [
    ...(base?.unchanged.has(table) ? [] : [databasePiece(table)]),
    {
      table,
      write: async (session) => {
        const object =
          known.get(`${table} ${fingerprint}`) ??
          (await writeObject(root, session, table, fingerprint, rows));
        await linkObject(root, folder, table, object.sha256);
        return object;
      },
    },
  ]);
  const names = entries.map(([table]) => table);
  const written = await withDatabase(folder, base, sessions[0] as SqlSession, names, () =>
    inParallel(sessions, pieces, async (session, piece) => {
      const object = await piece.write(session);
      return object === null ? [] : [[piece.table, object] as const];
    }),
  );
  const objects = new Map(written.flat());
  return Object.fromEntries(names.map((name) => [name, objects.get(name) as PublishedTable]));
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
    `copy (select * from ${quoted(table)}) to ${quoteLiteral(draft)} (format parquet, compression zstd, compression_level 1)`,
  );
  const [sha256, { size }] = await Promise.all([hashFile(draft), stat(draft)]);
  await syncFile(draft);
  await rename(draft, join(root, "objects", sha256));
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

async function syncTree(folder: string, tables: readonly string[]): Promise<void> {
  const folders = new Set(tables.map((table) => join(folder, table.split(".")[0] as string)));
  for (const each of folders) await syncFolder(each);
  await syncFolder(folder);
}
