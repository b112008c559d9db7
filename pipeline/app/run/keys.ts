import { KEY_DIMENSIONS } from "#domain/run/dimensions.ts";
import type { KeyDimension } from "#domain/run/dimensions.ts";
import { newKeysSql } from "#domain/run/keys-sql.ts";
import type { KeyArm } from "#domain/run/keys-sql.ts";
import { quoteLiteral } from "#domain/sql-text.ts";
import type { RunContext } from "./context.ts";
import { changeOf } from "./context.ts";
import { recordDelta } from "./deltas.ts";
import { sideBySide } from "./side-by-side.ts";

/** A dimension of this run: how many keys its table had, and where its new ones are. */
interface Numbering {
  readonly dimension: KeyDimension;
  /** Keys known before, and the last number given. */
  readonly known: number;
  readonly last: number;
  /** The key table itself where it was empty: a table written in one piece needs no second pass at the end. */
  readonly fresh: string;
}

/**
 * Gives every business key that appears for the first time the next number of its dimension. New numbers
 * are committed to the lake before the build closes, so that a rebuild finds the same ones.
 */
export async function assignKeys(context: RunContext): Promise<Record<string, readonly string[]>> {
  await loadKeys(context);
  const numberings = await openNumberings(context);
  // Differences are temporary tables of this connection, and so are new keys beside known ones.
  const anew = context.parent === null || context.full;
  const apart = anew ? numberings.filter(({ known }) => known === 0) : [];
  await sideBySide(context, apart, giveNumbers);
  for (const numbering of numberings) {
    if (!apart.includes(numbering)) await giveNumbers(context, numbering);
  }
  const files: Record<string, readonly string[]> = {};
  for (const { name } of KEY_DIMENSIONS) {
    files[name] = (await context.services.keys.files(name)).map(fileName);
  }
  return files;
}

function fileName(path: string): string {
  return path.replaceAll("\\", "/").split("/").at(-1) as string;
}

function tableOf(dimension: KeyDimension): string {
  return `build.keys.${dimension.name}`;
}

/** The build's key tables hold all of the lake's key files; a killed run may have committed one no build has. */
async function loadKeys({ session, parent, services }: RunContext): Promise<void> {
  await session.run(
    KEY_DIMENSIONS.map(
      (dimension) =>
        `create table if not exists ${tableOf(dimension)} (${dimension.column} varchar, ${dimension.key} integer)`,
    ).join(";\n"),
  );
  for (const dimension of KEY_DIMENSIONS) {
    const known = new Set(parent?.keys[dimension.name] ?? []);
    const files = await services.keys.files(dimension.name);
    for (const file of files.filter((path) => !known.has(fileName(path)))) {
      await session.run(
        `insert into ${tableOf(dimension)} select ${dimension.column}, ${dimension.key} from read_parquet(${quoteLiteral(file)})`,
      );
    }
  }
}

/** Dimensions some table of which changed. */
async function openNumberings(context: RunContext): Promise<readonly Numbering[]> {
  const concerned = KEY_DIMENSIONS.filter(
    (dimension) => changedTables(context, dimension).length > 0,
  );
  if (concerned.length === 0) return [];
  const counts = await context.session.rows<{ n: string; last: string | null }>(
    concerned
      .map(
        (d, place) =>
          `select ${place} as place, count(*) as n, max(${d.key}) as last from ${tableOf(d)}`,
      )
      .join(" union all ") + " order by place",
  );
  return concerned.map((dimension, place) => {
    const known = Number(counts[place]?.n ?? 0);
    const fresh = known === 0 ? tableOf(dimension) : `new_keys_${dimension.name}`;
    return { dimension, known, last: Number(counts[place]?.last ?? 0), fresh };
  });
}

function changedTables(context: RunContext, dimension: KeyDimension): readonly string[] {
  return dimension.tables.filter((t) => changeOf(context, `silver.${t}`).kind !== "none");
}

async function giveNumbers(context: RunContext, numbering: Numbering): Promise<void> {
  const { dimension, known, last, fresh } = numbering;
  const { session, services, run } = context;
  const arms = changedTables(context, dimension).map((table) => armOf(context, dimension, table));
  const select = newKeysSql(dimension, arms, known > 0 ? tableOf(dimension) : null, last);
  const create = known > 0 ? "create or replace temp table" : "create or replace table";
  await session.run(`${create} ${fresh} as ${select}`);
  const [row] = await session.rows<{ n: string }>(`select count(*) as n from ${fresh}`);
  if (Number(row?.n ?? 0) > 0) {
    const file = await services.keys.draft(dimension.name, run);
    const insert = known > 0 ? `insert into ${tableOf(dimension)} from ${fresh};\n` : "";
    await session.run(
      `${insert}copy ${fresh} to ${quoteLiteral(file)} (format parquet, compression zstd, compression_level 1)`,
    );
    await services.keys.commit(dimension.name, run);
    await noteNewKeys(context, dimension, fresh);
  }
  if (known > 0) await session.run(`drop table ${fresh}`);
}

function armOf(context: RunContext, dimension: KeyDimension, table: string): KeyArm {
  const change = changeOf(context, `silver.${table}`);
  return {
    table: `build.silver.${table}`,
    own: table === dimension.tables[0],
    unique: context.catalogue.models.some(
      (model) => model.table === `silver.${table}` && model.key.join() === dimension.column,
    ),
    delta: change.kind === "delta" ? change.table : null,
  };
}

/** Key maps only grow: the new pairs are the whole difference. */
async function noteNewKeys(
  context: RunContext,
  dimension: KeyDimension,
  fresh: string,
): Promise<void> {
  const table = `keys.${dimension.name}`;
  if (context.parent === null || context.full) {
    context.changes.set(table, { kind: "whole" });
    return;
  }
  const { column, key } = dimension;
  await recordDelta(context, table, `select 1 as _sign, ${column}, ${key} from ${fresh}`);
}
