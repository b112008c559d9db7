import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDecisions } from "#adapters/decisions/store.ts";
import { createDuckDBWarehouse } from "#adapters/duckdb/warehouse.ts";
import { createFileReader } from "#adapters/files/file-reader.ts";
import { openJournal } from "#adapters/journal/journal.ts";
import type { Services } from "#app/services.ts";
import type { Call } from "#app/use-case.ts";
import { businessKey, ENTITIES, ENTITY_NAMES } from "#domain/entities.ts";
import type { Batch } from "#domain/run/batch.ts";
import { rowHashSql, snapshotSql } from "#domain/run/bronze-sql.ts";
import { entitySql } from "#domain/run/entity-sql.ts";
import { reasonsSql, stageSql } from "#domain/run/silver-sql.ts";
import { quoteLiteral } from "#domain/sql-text.ts";
import type { Mapping, Source, Workspace } from "#domain/workspace.ts";
import type { Journal } from "#ports/journal.ts";

export const HEADERS = ["Order", "Date", "Total", "Note"];
export const ROWS = [
  "1001,2026-11-01,10.00,fine",
  "1002,31.02.2026,20.00,no such day",
  "1003,2026-11-03,-5.00,a refund",
  ",2026-11-04,7.00,no number",
];

const LINEAGE = ["_source_id", "_batch_id", "_ingested_at", "_row", "_row_hash", "_occurrence"];
const rule = {
  severity: "error",
  dimension: "accuracy",
  todo: "Correct it in the source.",
} as const;
const RULES = [
  {
    ...rule,
    name: "order_id_missing",
    column: "order_id",
    expression: "order_id is null",
    says: "it has no number",
  },
  {
    ...rule,
    name: "ordered_at_unreadable",
    column: "ordered_at",
    expression: "ordered_at__raw is not null and ordered_at is null",
    says: "{value} is not a date we can read",
  },
  {
    ...rule,
    name: "negative_total",
    column: "total_amount",
    expression: "total_amount < 0",
    says: "{value} is below zero",
  },
];

const columns = ENTITIES.orders.columns.map(({ name }) => {
  if (name === "ordered_at")
    return "cast(try_strptime(ordered_at, '%Y-%m-%d') as timestamp) as ordered_at";
  if (name === "total_amount") return "try_cast(total_amount as decimal(18, 4)) as total_amount";
  return name;
});
const MODEL = {
  layer: "silver",
  name: "orders",
  table: "silver.orders",
  key: ["order_id"],
  sql: `select ${columns.join(", ")}, ordered_at as ordered_at__raw, ${LINEAGE.join(", ")} from bronze.orders`,
  rowRules: RULES,
  tableRules: [],
  tests: [],
  yml: { meta: { owner: "operations" } },
};

const SOURCE = (path: string): Source => ({
  id: "shop",
  name: "Shop",
  mode: "snapshot",
  origin: { kind: "csv", path },
  read: {},
});
const MAPPING: Mapping = {
  source_id: "shop",
  version: 1,
  created_at: "2026-11-20T00:00:00.000Z",
  entities: {
    orders: {
      columns: { order_id: ["Order"], ordered_at: ["Date"], total_amount: ["Total"] },
      defaults: {},
      fold: false,
    },
  },
  formats: {},
  header_aliases: {},
};
const WORKSPACE = { time_zone: "UTC", currency: "EUR" };

export interface Bench {
  readonly services: Services;
  readonly call: Call;
  readonly journal: Journal;
  readonly folder: string;
  /** Writes the shop's file again. */
  save(rows: readonly string[], headers?: readonly string[]): void;
  close(): void;
}

/** A workspace with one source of four orders, three of which are set aside in the only build. */
export async function openBench(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), "quarantine-"));
  const path = join(folder, "orders.csv");
  const save = (rows: readonly string[], headers: readonly string[] = HEADERS): void =>
    writeFileSync(path, [headers.join(","), ...rows, ""].join("\n"));
  save(ROWS);
  const batch = {
    batch_id: "r000001-shop",
    source_id: "shop",
    kind: "full",
    object: { path },
    headers: HEADERS,
    header_cells: HEADERS,
    first_row: 2,
    first_column: 0,
    file: "batch.parquet",
    repeats: null,
    positions: null,
  } as unknown as Batch;
  const warehouse = createDuckDBWarehouse(folder);
  const limits = { temporary_folder: join(folder, "scratch"), threads: 1 };
  await mkdir(limits.temporary_folder);
  await fillBuild(warehouse, limits, folder, path, batch);
  const journal = openJournal(join(folder, "state.sqlite"));
  const build = { build_id: "b000001", as_of: "2026-11-20" };
  const services = {
    directory: folder,
    clock: { now: () => new Date("2026-11-20T08:00:00.000Z") },
    workspaces: {
      open: async () => ({ ...WORKSPACE, sources: [SOURCE(path)] }) as unknown as Workspace,
      mapping: async (_folder: string, id: string) => (id === "shop" ? MAPPING : null),
    },
    reader: createFileReader(),
    bronze: { batches: async () => [batch], resolve: (name: string) => join(folder, name) },
    builds: {
      newest: async () => build,
      file: (id: string) => join(folder, "builds", `${id}.duckdb`),
      failingFolder: (id: string) => join(folder, "builds", `${id}.failing`),
    },
    warehouse,
    decisions: openDecisions(join(folder, "decisions")),
    journal: () => journal,
    models: async () => ({ models: [MODEL], macros: [], macrosSql: "select 1" }),
    limits: () => limits,
    user: "marta",
  } as unknown as Services;
  const call = { signal: new AbortController().signal, progress: () => {} } as unknown as Call;
  const close = (): void => {
    journal.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { services, call, journal, folder, save, close };
}

async function fillBuild(
  warehouse: Services["warehouse"],
  limits: ReturnType<Services["limits"]>,
  folder: string,
  path: string,
  batch: Batch,
): Promise<void> {
  const draft = await warehouse.openDraft("b000001", null, limits);
  const file = join(folder, "batch.parquet");
  await draft.run(`set preserve_insertion_order = true;
copy (select *, ${rowHashSql(HEADERS)} as _row_hash, 'shop' as _source_id, 'r000001-shop' as _batch_id,
  timestamp '2026-11-20 03:00:00' as _ingested_at, 'insert' as _op
from read_csv(${quoteLiteral(path)}, all_varchar = true, header = true)) to ${quoteLiteral(file)} (format parquet)`);
  const snapshot = snapshotSql([batch], HEADERS, (name) => join(folder, name));
  const feed = { source: SOURCE(path), mapping: MAPPING, headers: HEADERS, snapshot };
  await draft.run(`create view memory.bronze.orders as ${entitySql("orders", [feed], WORKSPACE)}`);
  const kept = [...ENTITIES.orders.columns.map((column) => column.name), ...LINEAGE];
  const raw = {
    order_id: "order_id",
    ordered_at: "ordered_at__raw",
    total_amount: "total_amount::varchar",
  };
  const staged = stageSql(MODEL.sql, { kept, raw }, RULES);
  await draft.run(`create table build.quarantine.orders as
select *, ${reasonsSql(RULES)} as _reasons, 'orders.csv!B' || _row as _address from (${staged}) where _broken <> 0`);
  for (const entity of ENTITY_NAMES.filter((name) => name !== "orders")) {
    const keys = businessKey(entity).map((name) => `null::varchar as ${name}`);
    const rest = "null::varchar[] as _reasons, null::varchar as _address, null::varchar as _raw";
    await draft.run(`create table build.quarantine.${entity} as
select ${keys.join(", ")}, ${LINEAGE.map((name) => `o.${name}`).join(", ")}, ${rest} from build.quarantine.orders as o limit 0`);
  }
  await draft.finish();
}
