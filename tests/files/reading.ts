import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { afterAll, beforeAll } from "vitest";
import { createFileReader } from "#adapters/files/file-reader.ts";
import type { Finding } from "#domain/findings.ts";
import { sqlForPrepared } from "#domain/prepared-sql.ts";
import type { Inspection, PreparedTable, ReadOptions, TableLayout } from "#ports/file-reader.ts";

export type Cells = (string | null)[][];

/** A folder, a DuckDB connection and the steps of a run for the tests of one file. */
export interface Bench {
  readonly reader: ReturnType<typeof createFileReader>;
  path(name: string): string;
  write(content: string | Buffer, name?: string): Promise<string>;
  rows(prepared: PreparedTable): Promise<Cells>;
  /** Prepares and reads as the engine does: strictly, and once more after a repair if that fails. */
  read(path: string, layout: TableLayout): Promise<{ prepared: PreparedTable; rows: Cells }>;
  readAll(
    content: string | Buffer,
    options?: ReadOptions,
    name?: string,
  ): Promise<{ inspection: Inspection; prepared: PreparedTable; rows: Cells }>;
  /** Files left in the temporary folder. */
  leftOver(): Promise<string[]>;
}

/** Sets up and tears down a bench around the tests of the calling file. */
export function useBench(): Bench {
  let folder = "";
  let database: DuckDBInstance;
  let connection: DuckDBConnection;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "medallion-files-"));
    database = await DuckDBInstance.create(":memory:", {
      threads: "1",
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
    });
    connection = await database.connect();
  });
  afterAll(async () => {
    connection.closeSync();
    database.closeSync();
    await rm(folder, { recursive: true, force: true });
  });
  const reader = createFileReader();
  const bench: Bench = {
    reader,
    path: (name) => join(folder, name),
    async write(content, name = "table.csv") {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    async rows(prepared) {
      const result = await connection.runAndReadAll(`from ${sqlForPrepared(prepared)}`);
      return result.getRows() as Cells;
    },
    async read(path, layout) {
      const temporary = join(folder, "temporary");
      let prepared = await reader.prepare(path, layout, temporary);
      let rows: Cells;
      try {
        rows = await bench.rows(prepared);
      } catch (error) {
        if (prepared.temporary) throw error;
        prepared = await reader.prepare(path, layout, temporary, { repair: true });
        rows = await bench.rows(prepared);
      }
      await reader.confirmUnchanged(prepared);
      if (prepared.temporary) await rm(prepared.path);
      return { prepared, rows };
    },
    async readAll(content, options = {}, name = "table.csv") {
      const path = await bench.write(content, name);
      const inspection = await reader.inspect(path, options);
      return { inspection, ...(await bench.read(path, inspection.layout)) };
    },
    leftOver: () => readdir(join(folder, "temporary")).catch(() => []),
  };
  return bench;
}

/** `kind@address×count` of each finding, for comparison. */
export function brief(findings: readonly Finding[]): string[] {
  return findings.map(
    ({ kind, address, count }) =>
      kind + (address ? `@${address}` : "") + (count === undefined ? "" : `×${count}`),
  );
}
