import { constants } from "node:fs";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { syncFile } from "#adapters/disk/atomic-file.ts";
import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import type { PublishedVersion, PublishRequest } from "#ports/publisher.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import { entries } from "./entries.ts";

const NAME = "warehouse.duckdb";

/** With fewer rows unchanged than this share, a copy of the last database saves nothing. */
const WORTH_COPYING = 0.25;

/** Every so many versions the database is written from nothing: rows that are gone may linger in a copy's free space. */
const RENEWAL = 7;

/** The last version's database, where this version's can go on from it. */
export interface DatabaseBase {
  readonly path: string;
  /** Tables that stay as they are; every other one leaves the copy. */
  readonly unchanged: ReadonlySet<string>;
  readonly tables: readonly string[];
}

/** What the database of a new version may be copied from; null to write all of it. */
export async function databaseBase(
  root: string,
  version: number,
  earlier: readonly PublishedVersion[],
  wanted: PublishRequest["tables"],
): Promise<DatabaseBase | null> {
  const last = earlier.at(-1);
  if (!last || version % RENEWAL === 0) return null;
  const all = Object.entries(wanted);
  const same = all.filter(([name, table]) => last.tables[name]?.fingerprint === table.fingerprint);
  const rows = (tables: typeof all) => tables.reduce((sum, [, table]) => sum + table.rows, 0);
  if (rows(same) <= WORTH_COPYING * rows(all)) return null;
  const folder = join(root, String(last.version));
  if (!(await entries(folder)).includes(NAME)) return null;
  const unchanged = new Set(same.map(([name]) => name));
  return { path: join(folder, NAME), unchanged, tables: Object.keys(last.tables) };
}

/**
 * The version's tables as one read-only DuckDB file, for tools that speak it: attached as `published` while `fill`
 * writes what the base does not bring. Its storage is that of DuckDB 1.3, which packs texts in two thirds of the
 * time older ones take and shuts out only tools not updated since the spring of 2025.
 */
export async function withDatabase<T>(
  folder: string,
  base: DatabaseBase | null,
  session: SqlSession,
  tables: readonly string[],
  fill: () => Promise<T>,
): Promise<T> {
  const path = join(folder, NAME);
  if (base) await copyFile(base.path, path, constants.COPYFILE_FICLONE);
  const storage = base ? "" : " (storage_version 'v1.3.0', row_group_size 40960)";
  await session.run(`attach ${quoteLiteral(path)} as published${storage}`);
  let filled: T;
  try {
    await session.run([...(base ? leaving(base) : []), ...schemasOf(tables)].join(";\n"));
    filled = await fill();
    await session.run("checkpoint published");
  } finally {
    await session.run("detach published").catch(() => undefined);
  }
  await syncFile(path);
  return filled;
}

export async function copyIntoDatabase(session: SqlSession, table: string): Promise<void> {
  await session.run(`create table published.${quoted(table)} as from ${quoted(table)}`);
}

/** The checkpoint gives back the room of what left before anything new is written. */
function leaving({ tables, unchanged }: DatabaseBase): readonly string[] {
  const gone = tables.filter((table) => !unchanged.has(table));
  return [...gone.map((table) => `drop table published.${quoted(table)}`), "checkpoint published"];
}

function schemasOf(tables: readonly string[]): readonly string[] {
  const schemas = new Set(tables.map((table) => table.split(".")[0] as string));
  return [...schemas].map((s) => `create schema if not exists published.${quoteIdentifier(s)}`);
}

export function quoted(table: string): string {
  return table.split(".").map(quoteIdentifier).join(".");
}
