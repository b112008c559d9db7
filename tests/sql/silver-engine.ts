import { fileURLToPath } from "node:url";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { readModels } from "#models/load.ts";
import type { Model } from "#models/load.ts";
import { quoteLiteral } from "#domain/sql-text.ts";
import { ENTITIES, formattedColumns, type EntityName } from "#domain/entities.ts";

const SQL_FOLDER = fileURLToPath(new URL("../../sql/", import.meta.url));

export interface SilverEngine {
  readonly connection: DuckDBConnection;
  readonly models: readonly Model[];
  close(): void;
}

/**
 * An empty engine with every macro, and the silver models. Its session runs in a zone far from UTC on
 * purpose: what a macro reads must not depend on the session.
 */
export async function openSilver(): Promise<SilverEngine> {
  const { catalogue } = await readModels(SQL_FOLDER);
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    threads: "1",
  });
  const connection = await instance.connect();
  await connection.run(catalogue.macrosSql);
  await connection.run("set timezone = 'Pacific/Auckland'");
  return {
    connection,
    models: catalogue.models.filter((model) => model.layer === "silver"),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

export type Text = string | null;

/** A literal of a text or null. */
export const literal = (value: Text): string => (value === null ? "null" : quoteLiteral(value));

/**
 * What an expression over `v` makes of each text, as text. All texts go through one query, so that a value
 * read right alone but wrong beside others is found.
 */
export async function readEach(
  { connection }: SilverEngine,
  expression: string,
  texts: readonly Text[],
): Promise<readonly Text[]> {
  const rows = texts.map((text, index) => `(${index}, ${literal(text)}::varchar)`).join(", ");
  const reader = await connection.runAndReadAll(
    `select (${expression})::varchar from (values ${rows}) as t(i, v) order by i`,
  );
  return reader.getRows().map(([value]) => value as Text);
}

/** `[[input, expected], …]` against an expression; mismatches come back as pairs for a readable failure. */
export async function readings(
  engine: SilverEngine,
  expression: string,
  cases: readonly (readonly [Text, Text])[],
): Promise<{ readonly read: readonly unknown[]; readonly expected: readonly unknown[] }> {
  const read = await readEach(
    engine,
    expression,
    cases.map(([text]) => text),
  );
  return { read: cases.map(([text], index) => [text, read[index]]), expected: cases };
}

const FORMAT_OF: Readonly<Record<string, string>> = { promised_at: "dmy", cost: "comma" };

/** `bronze.<entity>` with these rows, as the engine's view gives them: formats, zones and lineage beside the cells. */
export async function fillBronze(
  { connection }: SilverEngine,
  entity: EntityName,
  rows: readonly Readonly<Record<string, Text>>[],
): Promise<void> {
  const names = ENTITIES[entity].columns.map((column) => column.name);
  const formats = formattedColumns(entity).map(({ name, type }) => {
    const usual = type === "timestamp" || type === "date" ? "iso" : "point";
    return `'${FORMAT_OF[name] ?? usual}' as _format_${name}`;
  });
  const values = rows.map(
    (row, index) => `(${names.map((name) => literal(row[name] ?? null)).join(", ")}, ${index})`,
  );
  const casts = names.map((name) => `${name}::varchar as ${name}`);
  await connection.run("create schema if not exists bronze");
  await connection.run(
    `create or replace table bronze.${entity} as select ${[...casts, ...formats].join(", ")},
      'Europe/Berlin' as _tz, 'Europe/Berlin' as _local_tz, false as _prices_include_tax,
      'shop' as _source_id, 'r000001-shop' as _batch_id, timestamp '2026-03-01 03:00:00' as _ingested_at,
      _row::bigint as _row, _row::ubigint as _row_hash, 1 as _occurrence
    from (values ${values.join(", ")}) as t(${[...names, "_row"].join(", ")})`,
  );
}
