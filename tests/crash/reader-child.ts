/**
 * Readers of what is published: `reader-child.ts <published folder> <how many>`. They read in loops until
 * standard input ends, then print `{loops, versions, errors}` as JSON.
 */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import type { CurrentPointer, PublishedVersion } from "#ports/publisher.ts";
import { rowsByDuckDB, rowsByHyparquet } from "./published.ts";

const [root, count] = process.argv.slice(2) as [string, string];
const errors: string[] = [];
const versions = new Set<number>();
let loops = 0;
let going = true;
process.stdin.on("end", () => (going = false)).resume();

interface Seen {
  readonly version: number;
  readonly folder: string;
  readonly tables: PublishedVersion["tables"];
}

function manifestOf(folder: string): Seen {
  const manifest = JSON.parse(
    readFileSync(join(folder, "manifest.json"), "utf8"),
  ) as PublishedVersion;
  return { version: manifest.version, folder, tables: manifest.tables };
}

function byPointer(): Seen {
  const pointer = JSON.parse(readFileSync(join(root, "current.json"), "utf8")) as CurrentPointer;
  return manifestOf(join(root, String(pointer.version)));
}

/** A tool with a path keeps the folder it opened. */
function byLatest(): Seen {
  return manifestOf(realpathSync(join(root, "latest")));
}

function compare(seen: Seen, how: string, counts: Readonly<Record<string, number>>): void {
  for (const [table, { rows }] of Object.entries(seen.tables)) {
    if (counts[table] === rows) continue;
    errors.push(`${how}: version ${seen.version} ${table} has ${counts[table]} rows, not ${rows}`);
  }
}

const parquet = (seen: Seen, table: string): string =>
  join(seen.folder, `${table.replace(".", "/")}.parquet`);

async function readByDuckDB(seen: Seen, how: string): Promise<void> {
  const relations = Object.keys(seen.tables).map((t) => [t, `'${parquet(seen, t)}'`]);
  compare(seen, how, await rowsByDuckDB(Object.fromEntries(relations)));
}

async function readByHyparquet(seen: Seen, how: string): Promise<void> {
  const counts: Record<string, number> = {};
  for (const table of Object.keys(seen.tables)) {
    counts[table] = await rowsByHyparquet(await readFile(parquet(seen, table)));
  }
  compare(seen, how, counts);
}

/** Holds the database open over several readings, whatever is published meanwhile. */
async function holdDatabase(seen: Seen, how: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
  });
  try {
    const connection = await instance.connect();
    await connection.run(`attach '${join(seen.folder, "warehouse.duckdb")}' as shop (read_only)`);
    for (let times = 0; times < 3; times += 1) {
      const counts: Record<string, number> = {};
      for (const table of Object.keys(seen.tables)) {
        const reader = await connection.runAndReadAll(
          `select count(*)::integer from shop.${table}`,
        );
        counts[table] = reader.getRowsJson()[0]![0] as number;
      }
      compare(seen, how, counts);
      await pause(200);
    }
  } finally {
    instance.closeSync();
  }
}

const WAYS = [
  ["Parquet by DuckDB", byPointer, readByDuckDB],
  ["Parquet by DuckDB through latest", byLatest, readByDuckDB],
  ["Parquet by hyparquet", byPointer, readByHyparquet],
  ["Parquet by hyparquet through latest", byLatest, readByHyparquet],
  ["the database held open", byPointer, holdDatabase],
] as const;

async function read(number: number): Promise<void> {
  const [how, follow, work] = WAYS[number % WAYS.length]!;
  while (going) {
    let seen: Seen | null = null;
    try {
      seen = follow();
      versions.add(seen.version);
      await work(seen, how);
      loops += 1;
    } catch (error) {
      // Versions that are no longer kept may go; a reader this slow follows the pointer again.
      const gone = seen !== null && !existsSync(join(seen.folder, "warehouse.duckdb"));
      if (!gone || byPointer().version === seen?.version) errors.push(`${how}: ${String(error)}`);
    }
    await pause(250);
  }
}

await Promise.all(Array.from({ length: Number(count) }, (_, number) => read(number)));
process.stdout.write(
  JSON.stringify({ loops, versions: [...versions], errors: errors.slice(0, 20) }),
);
