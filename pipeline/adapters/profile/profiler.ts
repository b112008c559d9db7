import type {
  ColumnAddress,
  ColumnProfile,
  Overlap,
  TableProfile,
} from "#domain/mapping/profile.ts";
import { sqlForPrepared } from "#domain/prepared-sql.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import type { PreparedTable } from "#ports/file-reader.ts";
import type {
  Agreement,
  PreviewRow,
  Profiler,
  ProfileSession,
  ReadColumn,
  ReadResult,
} from "#ports/profiler.ts";
import { profileColumn } from "./column.ts";
import { agreementSql, blankRowsSql, overlapSql } from "./profile-sql.ts";
import { firstRowsSql, missingRowsSql, readColumn } from "./read-columns.ts";
import { ScratchEngine } from "./scratch-engine.ts";

/** Profiles tables in a scratch DuckDB of its own, which spills to a temporary folder and vanishes with it. */
export class DuckDBProfiler implements Profiler {
  readonly #macros: () => Promise<readonly string[]>;

  /** @param macros statements that define the macros silver reads values with, in dependency order. */
  constructor(macros: () => Promise<readonly string[]>) {
    this.#macros = macros;
  }

  async open(signal?: AbortSignal): Promise<ProfileSession> {
    return new DuckDBProfileSession(await ScratchEngine.open(signal), this.#macros);
  }
}

class DuckDBProfileSession implements ProfileSession {
  readonly #engine: ScratchEngine;
  readonly #macros: () => Promise<readonly string[]>;
  readonly #headers = new Map<string, readonly string[]>();
  #ready = false;

  constructor(engine: ScratchEngine, macros: () => Promise<readonly string[]>) {
    this.#engine = engine;
    this.#macros = macros;
  }

  async load(table: string, prepared: PreparedTable): Promise<void> {
    const name = quoteIdentifier(table);
    const known = this.#headers.get(table);
    const select = `select * from ${sqlForPrepared(prepared)}`;
    if (!known) {
      await this.#engine.run(`create table ${name} as ${select}`);
      this.#headers.set(table, prepared.headers);
      return;
    }
    // A later file of a folder may bring columns the first one lacks.
    for (const header of prepared.headers.filter((h) => !known.includes(h))) {
      await this.#engine.run(`alter table ${name} add column ${quoteIdentifier(header)} varchar`);
    }
    await this.#engine.run(`insert into ${name} by name ${select}`);
    this.#headers.set(table, [...new Set([...known, ...prepared.headers])]);
  }

  async loadSelect(table: string, select: string, headers: readonly string[]): Promise<void> {
    const columns = headers.map(quoteIdentifier).join(", ");
    await this.#engine.run(
      `create table ${quoteIdentifier(table)} as select ${columns} from (${select}) as s`,
    );
    this.#headers.set(table, headers);
  }

  async profile(table: string): Promise<TableProfile> {
    const headers = this.#headers.get(table) ?? [];
    const [counts] = await this.#engine.rows<{ n: string; blank: string }>(
      blankRowsSql(table, headers),
    );
    const columns: ColumnProfile[] = [];
    for (const header of headers) columns.push(await profileColumn(this.#engine, table, header));
    const blank_rows = Number(counts?.blank ?? 0);
    return {
      table,
      rows: Number(counts?.n ?? 0) - blank_rows,
      blank_rows,
      columns,
    };
  }

  async overlaps(
    pairs: readonly {
      readonly from: ColumnAddress;
      readonly to: ColumnAddress;
    }[],
  ): Promise<readonly Overlap[]> {
    const found: Overlap[] = [];
    for (const { from, to } of pairs) {
      const [row] = await this.#engine.rows<{
        distinct: number;
        contained: number;
      }>(overlapSql(from, to));
      if (row) found.push({ from, to, ...row });
    }
    return found;
  }

  async agreement(
    table: string,
    previous: string,
    by: readonly string[],
    columns: { readonly from: string; readonly to: string },
  ): Promise<Agreement> {
    if (by.length === 0) return { rows: 0, equal: 0, chance: 0 };
    const [row] = await this.#engine.rows<Agreement>(agreementSql(table, previous, by, columns));
    return row ?? { rows: 0, equal: 0, chance: 0 };
  }

  async read(table: string, columns: readonly ReadColumn[]): Promise<readonly ReadResult[]> {
    await this.#defineMacros();
    const results: ReadResult[] = [];
    for (const column of columns) results.push(await readColumn(this.#engine, table, column));
    return results;
  }

  async firstRows(
    table: string,
    columns: readonly ReadColumn[],
    limit: number,
  ): Promise<readonly PreviewRow[]> {
    await this.#defineMacros();
    const headers = this.#headers.get(table) ?? [];
    const rows = await this.#engine.cells(firstRowsSql(table, headers, columns, limit));
    return rows.map(([position, ...cells]) => ({
      position: Number(position),
      cells: columns.map((_, index) => ({
        raw: asText(cells[2 * index]),
        typed: asText(cells[2 * index + 1]),
      })),
    }));
  }

  async missingRows(
    table: string,
    previous: string,
    headers: readonly string[],
  ): Promise<{
    readonly rows: number;
    readonly previous: number;
    readonly gone: number;
  }> {
    const [row] = await this.#engine.rows<{
      rows: number;
      previous: number;
      gone: number;
    }>(missingRowsSql(table, previous, headers));
    return row ?? { rows: 0, previous: 0, gone: 0 };
  }

  /** Profiling needs no macros, so they are defined by the first call that reads typed values. */
  async #defineMacros(): Promise<void> {
    if (this.#ready) return;
    for (const macro of await this.#macros()) await this.#engine.run(macro);
    this.#ready = true;
  }

  close(): Promise<void> {
    return this.#engine.close();
  }
}

const asText = (value: unknown): string | null => (typeof value === "string" ? value : null);
