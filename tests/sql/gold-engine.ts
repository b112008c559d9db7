import { readFileSync, readdirSync } from "node:fs";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { parse } from "yaml";
import { ENTITIES, ENTITY_NAMES, type ColumnType, type EntityName } from "#domain/entities.ts";

/** A SQL model as these tests need it: where it lives, what its header says, what it reads. */
export interface SqlModel {
  readonly layer: string;
  readonly name: string;
  readonly table: string;
  readonly sql: string;
  readonly key: readonly string[];
  readonly scope: readonly string[];
  readonly kind: string;
  readonly inputs: readonly string[];
}

const SQL = new URL("../../sql/", import.meta.url);
const LAYERS = ["gold", "marts", "reports"];

const TYPES: Readonly<Record<ColumnType, string>> = {
  key: "varchar",
  text: "varchar",
  integer: "integer",
  quantity: "decimal(18, 4)",
  amount: "decimal(18, 4)",
  timestamp: "timestamp",
  date: "date",
  boolean: "boolean",
};
/** Columns silver derives beside those of the catalogue. */
const DERIVED: Partial<Record<EntityName, string>> = {
  orders: "status_class varchar",
  payments: "status_class varchar",
  order_items: "prices_include_tax boolean",
};
const KEY_MAPS: Readonly<Record<string, readonly [key: string, values: string]>> = {
  customers: ["customer", "silver.customers silver.orders silver.reviews"],
  products: ["product", "silver.products silver.order_items silver.reviews silver.inventory"],
  orders: [
    "order",
    "silver.orders silver.order_items silver.payments silver.shipments silver.reviews",
  ],
  payments: ["payment", "silver.payments"],
  shipments: ["shipment", "silver.shipments"],
  reviews: ["review", "silver.reviews"],
  shipping_methods: ["shipping_method", "silver.shipments"],
};
const keyColumn = (stem: string): string => (stem === "shipping_method" ? stem : `${stem}_id`);

/** An empty warehouse in memory (or a file) with macros, silver tables, key maps and constants. */
export async function openShop(
  constants: { currency?: string; timeZone?: string; asOf?: string } = {},
  path = ":memory:",
): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(path, {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  for (const schema of ["silver", "keys", "meta", ...LAYERS])
    await connection.run(`create schema ${schema}`);
  for (const macro of readMacros()) await connection.run(macro);
  for (const entity of ENTITY_NAMES)
    await connection.run(`create table silver.${entity} (${silverColumns(entity).join(", ")})`);
  for (const [map, [stem]] of Object.entries(KEY_MAPS))
    await connection.run(
      `create table keys.${map} (${keyColumn(stem)} varchar, ${stem}_key integer)`,
    );
  const { currency = "EUR", timeZone = "Europe/Berlin", asOf = "2025-01-31" } = constants;
  await connection.run(
    `create table meta.workspace as select '${currency}' as currency, '${timeZone}' as time_zone`,
  );
  await connection.run(`create table meta.as_of as select date '${asOf}' as as_of`);
  return connection;
}

function silverColumns(entity: EntityName): readonly string[] {
  const { columns } = ENTITIES[entity];
  const dates = columns.filter((c) => c.type === "timestamp").map((c) => `${c.name}_date date`);
  const derived = DERIVED[entity];
  return [
    ...columns.map((c) => `${c.name} ${TYPES[c.type]}`),
    ...dates,
    ...(derived ? [derived] : []),
  ];
}

/** The macros of gold and above; those of silver stay out, so that these tests need nothing of it. */
const MACROS = [
  "add_days",
  "date_key",
  "key_date",
  "month_start",
  "months_between_keys",
  "times_amount",
  "line_net_amount",
  "percent_of",
  "age_band",
  "mentions",
  "score_of_five",
  "review_driver",
  "review_advice",
];

function readMacros(): readonly string[] {
  return MACROS.map((name) => readFileSync(new URL(`macros/${name}.sql`, SQL), "utf8"));
}

/** Gives every key that silver holds and the key maps do not a number of its own. Numbers are never reused. */
export async function assignKeys(connection: DuckDBConnection): Promise<void> {
  for (const [map, [stem, tables]] of Object.entries(KEY_MAPS)) {
    const key = keyColumn(stem);
    const values = tables.split(" ").map((table) => `select ${key} from ${table}`);
    await connection.run(`insert into keys.${map}
      select ${key}, (select coalesce(max(${stem}_key), 0) from keys.${map})
        + row_number() over (order by ${key})
      from (select distinct * from (${values.join(" union ")})) where ${key} is not null
        and ${key} not in (select ${key} from keys.${map})`);
  }
}

type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

/** Inserts rows of the columns they name; a `<timestamp>` also sets its `<timestamp>_date` unless given. */
export async function insertRows(
  connection: DuckDBConnection,
  table: string,
  rows: readonly Row[],
): Promise<void> {
  for (const row of rows) {
    const full: Record<string, Cell> = { ...row };
    for (const [name, value] of Object.entries(row))
      if (name.endsWith("_at") && full[`${name}_date`] === undefined)
        full[`${name}_date`] = value === null ? null : String(value).slice(0, 10);
    const values = Object.values(full).map((v) =>
      typeof v === "string" ? `'${v.replaceAll("'", "''")}'` : String(v),
    );
    await connection.run(
      `insert into ${table} (${Object.keys(full).join(", ")}) values (${values.join(", ")})`,
    );
  }
}

/** All models of gold, marts and reports, each after the models it reads. */
export function readModels(): readonly SqlModel[] {
  const models = LAYERS.flatMap((layer) =>
    readdirSync(new URL(`${layer}/`, SQL))
      .filter((file) => file.endsWith(".sql"))
      .map((file) => parseModel(layer, file)),
  );
  const sorted: SqlModel[] = [];
  const names = new Set(models.map((m) => m.table));
  while (sorted.length < models.length) {
    const ready = models.filter(
      (m) =>
        !sorted.includes(m) &&
        m.inputs.every((i) => !names.has(i) || sorted.some((s) => s.table === i)),
    );
    if (ready.length === 0) throw new Error("models read each other in a circle");
    sorted.push(...ready);
  }
  return sorted;
}

function parseModel(layer: string, file: string): SqlModel {
  const sql = readFileSync(new URL(`${layer}/${file}`, SQL), "utf8");
  const header = (field: string): string | undefined =>
    new RegExp(`^-- ${field}: (.*)$`, "m").exec(sql)?.[1];
  const key = header("key")?.split(", ") ?? [];
  const code = sql.replaceAll(/--.*$/gm, "");
  const inputs = code.match(/\b(silver|keys|meta|gold|marts|reports)\.[a-z_]+/g) ?? [];
  const name = file.replace(".sql", "");
  return {
    layer,
    name,
    table: `${layer}.${name}`,
    sql,
    key,
    scope: header("scope")?.split(", ") ?? key,
    kind: header("kind") ?? "",
    inputs: [...new Set(inputs)],
  };
}

/** Rebuilds every model whole. */
export async function buildAll(connection: DuckDBConnection): Promise<void> {
  await assignKeys(connection);
  for (const model of readModels())
    await connection.run(`create or replace table ${model.table} as ${model.sql}`);
}

/** Value of every KPI of every report, by `<report>.<kpi>`. */
export async function readKpis(connection: DuckDBConnection): Promise<Record<string, Cell>> {
  const values: Record<string, Cell> = {};
  for (const { layer, name } of readModels().filter((model) => model.layer === "reports")) {
    const yml = parse(readFileSync(new URL(`${layer}/${name}.yml`, SQL), "utf8")) as {
      models: { meta: { report: { kpis: { name: string; expression: string }[] } } }[];
    };
    for (const kpi of yml.models[0]!.meta.report.kpis) {
      const [row] = await select(connection, `select ${kpi.expression} as v from reports.${name}`);
      values[`${name}.${kpi.name}`] = row!["v"]!;
    }
  }
  return values;
}

/** Rows as objects with JSON-safe values: decimals as numbers, dates as text. */
export async function select(connection: DuckDBConnection, sql: string): Promise<readonly Row[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader
    .getRowObjectsJson()
    .map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)
            ? Number(value)
            : (value as Cell),
        ]),
      ),
    );
}
