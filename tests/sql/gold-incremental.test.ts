import type { DuckDBConnection } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { businessKey, ENTITIES, ENTITY_NAMES, type EntityName } from "#domain/entities.ts";
import {
  assignKeys,
  openShop,
  readModels,
  select,
  type Row,
  type SqlModel,
} from "./gold-engine.ts";

const SEQUENCES = 5;
const STEPS = 5;
const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));
console.info(`gold-incremental seed ${seed} (repeat with SEED=${seed})`);

/** Mulberry32: small, repeatable. */
function randomOf(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;
const pick = <T>(random: Random, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)] as T;
const day = (random: Random): string =>
  pick(random, ["2024-10-31", "2024-11-01", "2024-11-30", "2024-12-01", "2024-12-02"]);
const instant = (random: Random): string => `${day(random)} ${pick(random, ["00:00", "09:30"])}:00`;
const id = (random: Random, prefix: string, count: number): string =>
  `${prefix}${Math.floor(random() * count)}`;

const STATUS = ["placed", "paid", "fulfilled", "cancelled", "refunded", "unknown"];
const PAID = ["succeeded", "failed", "refunded", "pending", "unknown"];

/** A value for a column; everything but keys and required columns may be missing. */
function randomValue(random: Random, entity: EntityName, name: string): Row[string] {
  const column = ENTITIES[entity].columns.find((c) => c.name === name)!;
  if (!column.key && !column.required && random() < 0.25) return null;
  if (name === "order_id") return id(random, "o", 6);
  if (name === "customer_id") return id(random, "c", 4);
  if (name === "product_id") return id(random, "p", 4);
  if (name === "currency") return pick(random, ["EUR", "EUR", "USD"]);
  if (name === "shipping_method") return pick(random, ["express", "standard"]);
  if (name === "line_number") return 1 + Math.floor(random() * 3);
  if (name === "rating") return 1 + Math.floor(random() * 5);
  if (name === "body") return pick(random, ["arrived late", "broken and cheap", "fine"]);
  switch (column.type) {
    case "key":
      return id(random, name.slice(0, 2), 5);
    case "timestamp":
      return instant(random);
    case "date":
      return pick(random, ["1960-05-01", "1990-12-01", "2010-01-01"]);
    case "boolean":
      return random() < 0.5;
    case "text":
      return pick(random, ["a", "b"]);
    default:
      return Math.round(random() * 20000) / 100;
  }
}

function randomRow(random: Random, entity: EntityName): Row {
  const row: Record<string, Row[string]> = {};
  for (const { name, type } of ENTITIES[entity].columns) {
    const value = randomValue(random, entity, name);
    row[name] = value;
    if (type === "timestamp")
      row[`${name}_date`] = value === null ? null : String(value).slice(0, 10);
  }
  if (entity === "orders") row["status_class"] = pick(random, STATUS);
  if (entity === "payments") row["status_class"] = pick(random, PAID);
  if (entity === "order_items") row["prices_include_tax"] = random() < 0.3;
  return row;
}

type Shop = Map<EntityName, Map<string, Row>>;

/** Inserts, corrects or deletes one row of one entity. */
function mutate(shop: Shop, random: Random): void {
  const entity = pick(random, ENTITY_NAMES);
  const rows = shop.get(entity) ?? new Map<string, Row>();
  shop.set(entity, rows);
  if (rows.size > 0 && random() < 0.3) {
    rows.delete(pick(random, [...rows.keys()]));
    return;
  }
  const row = randomRow(random, entity);
  rows.set(
    businessKey(entity)
      .map((name) => String(row[name]))
      .join("|"),
    row,
  );
}

const literal = (value: Row[string]): string =>
  typeof value === "string" ? `'${value}'` : String(value);

async function store(connection: DuckDBConnection, shop: Shop): Promise<void> {
  for (const [entity, rows] of shop) {
    await connection.run(`delete from silver.${entity}`);
    const list = [...rows.values()];
    if (list.length === 0) continue;
    const values = list.map((row) => `(${Object.values(row).map(literal).join(", ")})`);
    const names = Object.keys(list[0]!).join(", ");
    await connection.run(`insert into silver.${entity} (${names}) values ${values.join(", ")}`);
  }
}

const flat = (table: string): string => table.replace(".", "__");
const columnsOf = async (c: DuckDBConnection, table: string): Promise<readonly string[]> =>
  (await c.runAndReadAll(`select * from ${table} limit 0`)).columnNames();

/** The column lists by which other models join a table. */
function joinKeys(table: string, models: readonly SqlModel[]): readonly (readonly string[])[] {
  const [schema, name] = table.split(".") as [string, string];
  if (schema === "silver") return [businessKey(name as EntityName)];
  const model = models.find((m) => m.table === table);
  if (model) return [model.key, model.scope];
  const stem = name.replace(/s$/, "");
  return [[stem === "shipping_method" ? stem : `${stem}_id`]];
}

/** Scopes of a model that changed inputs reach, in the old and in the new version; into `affected`. */
async function findAffected(
  c: DuckDBConnection,
  model: SqlModel,
  models: readonly SqlModel[],
): Promise<readonly string[]> {
  const scope = model.scope.join(", ");
  const inputs = model.inputs.filter((table) => !table.startsWith("meta."));
  const shapes = await Promise.all(
    inputs.map(async (table) => ({ table, columns: await columnsOf(c, table) })),
  );
  const has = (columns: readonly string[], list: readonly string[]): boolean =>
    list.every((name) => columns.includes(name));
  const scoped = shapes.filter((shape) => has(shape.columns, model.scope));
  const parts: string[] = [];
  for (const { table, columns } of shapes) {
    const [now, old] = [table, `old.${flat(table)}`];
    const changed = `((from ${now} except all from ${old}) union all (from ${old} except all from ${now}))`;
    if (has(columns, model.scope)) {
      parts.push(`select ${scope} from ${changed}`);
      continue;
    }
    const paths = joinKeys(table, models).flatMap((on) =>
      scoped.filter((via) => has(via.columns, on)).map((via) => ({ via: via.table, on })),
    );
    expect(paths, `${model.table} cannot follow a change in ${table}`).not.toEqual([]);
    for (const { via, on } of paths)
      for (const version of [via, `old.${flat(via)}`])
        parts.push(`select ${scope} from ${version} semi join ${changed} using (${on.join(", ")})`);
  }
  await c.run(`create or replace table affected as ${parts.join(" union ")}`);
  return scoped.map((shape) => shape.table);
}

/** Deletes the affected scopes and inserts the select's result over inputs filtered to them. */
async function applyIncrement(
  c: DuckDBConnection,
  model: SqlModel,
  models: readonly SqlModel[],
): Promise<void> {
  const scoped = await findAffected(c, model, models);
  const scope = model.scope.join(", ");
  let sql = model.sql;
  for (const table of scoped) {
    await c.run(
      `create or replace view few.${flat(table)} as from ${table} semi join affected using (${scope})`,
    );
    sql = sql.replaceAll(
      new RegExp(`\\b${table.replace(".", "\\.")}\\b`, "g"),
      `few.${flat(table)}`,
    );
  }
  await c.run(`create or replace table old.${flat(model.table)} as from ${model.table}`);
  await c.run(`delete from ${model.table} where (${scope}) in (select (${scope}) from affected)`);
  await c.run(
    `insert into ${model.table} select * from (${sql}\n) semi join affected using (${scope})`,
  );
}

async function expectFullRebuild(c: DuckDBConnection, model: SqlModel, place: string) {
  await c.run(`create or replace temp table whole as ${model.sql}`);
  const difference = await select(
    c,
    `(select 'missing' as what, * from (from whole except all from ${model.table}))
     union all (select 'surplus', * from (from ${model.table} except all from whole))`,
  );
  expect(difference, `${model.table} ${place}`).toEqual([]);
  const nulls = model.scope.map((name) => `${name} is null`).join(" or ");
  expect(await select(c, `from ${model.table} where ${nulls}`)).toEqual([]);
}

async function runSequence(sequence: number): Promise<void> {
  const random = randomOf(seed + sequence);
  const models = readModels().filter((model) => model.layer !== "reports");
  const c = await openShop();
  await c.run("create schema old; create schema few");
  const shop: Shop = new Map();
  for (let i = 0; i < 60; i += 1) mutate(shop, random);
  await store(c, shop);
  await assignKeys(c);
  for (const model of models) await c.run(`create table ${model.table} as ${model.sql}`);
  const inputs = [...new Set(models.flatMap((model) => model.inputs))].filter((table) =>
    /^(silver|keys)\./.test(table),
  );
  for (let step = 0; step < STEPS; step += 1) {
    for (const table of inputs)
      await c.run(`create or replace table old.${flat(table)} as from ${table}`);
    for (let i = 1 + Math.floor(random() * 4); i > 0; i -= 1) mutate(shop, random);
    await store(c, shop);
    await assignKeys(c);
    for (const model of models) {
      if (model.kind === "incremental") {
        await applyIncrement(c, model, models);
        await expectFullRebuild(c, model, `seed ${seed}, sequence ${sequence}, step ${step}`);
      } else {
        await c.run(`create or replace table old.${flat(model.table)} as from ${model.table}`);
        await c.run(`create or replace table ${model.table} as ${model.sql}`);
      }
    }
  }
  c.closeSync();
}

test.each(Array.from({ length: SEQUENCES }, (_, i) => i))(
  "incremental equals full rebuild, sequence %i",
  runSequence,
  120_000,
);
