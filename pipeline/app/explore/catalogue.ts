import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import type { TableSummary } from "#contract/explore.ts";
import { AppError } from "#domain/errors.ts";
import type { Model } from "#models/load.ts";
import type { Kept } from "#ports/read-pool.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import { look, once, type Place, placeOf } from "./place.ts";

/** What people look at; bookkeeping tables stay inside. */
const LAYERS = ["silver", "quarantine", "gold", "marts", "reports"];

export interface Column {
  readonly name: string;
  readonly type: string;
}

/** `explore.tables`: every table with its columns, in the order of the layers. */
export const tables: Handler<"explore", "tables"> = (services) => async (input, call) => {
  const place = await placeOf(services, input.published);
  const models = await modelsByTable(services);
  const columns = await look(services, place, call.signal, columnsByTable);
  return tableNames(place).map((table) => describe(table, place, models, columns.get(table) ?? []));
};

/** Names of the tables of a place that people look at. */
export function tableNames(place: Place): readonly string[] {
  const layer = (table: string): number => LAYERS.indexOf(table.split(".")[0] as string);
  return Object.keys(place.rows)
    .filter((table) => layer(table) >= 0)
    .toSorted((a, b) => layer(a) - layer(b) || a.localeCompare(b, "en"));
}

/** Columns of all tables, read once per engine: they are part of the data and cannot change. */
export async function columnsByTable(
  session: SqlSession,
  kept: Kept,
): Promise<ReadonlyMap<string, readonly Column[]>> {
  return once(kept, "columns", async () => {
    const rows = await session.rows<{ table: string; name: string; type: string }>(
      `select schema_name || '.' || table_name as "table", column_name as name, data_type as type
from duckdb_columns() where database_name = 'build' order by schema_name, table_name, column_index`,
    );
    const grouped = Map.groupBy(rows, (row) => row.table);
    return new Map(
      [...grouped].map(([table, found]) => [
        table,
        found.map(({ name, type }) => ({ name, type })),
      ]),
    );
  });
}

/** @throws AppError `not_found` for a table that people cannot look at, or that is not there. */
export async function columnsOf(
  session: SqlSession,
  kept: Kept,
  place: Place,
  table: string,
): Promise<readonly Column[]> {
  const names = tableNames(place);
  const columns = names.includes(table) ? (await columnsByTable(session, kept)).get(table) : null;
  if (columns) return columns;
  throw new AppError("not_found", `There is no table ${table} here.`, {
    hint: `Tables: ${names.join(", ")}.`,
  });
}

/** @throws AppError `not_found` naming the columns there are. */
export function requireColumn(columns: readonly Column[], name: string): Column {
  const found = columns.find((column) => column.name === name);
  if (found) return found;
  throw new AppError("not_found", `There is no column "${name}" in this table.`, {
    hint: `Columns: ${columns.map((column) => column.name).join(", ")}.`,
  });
}

export async function modelsByTable(services: Services): Promise<ReadonlyMap<string, Model>> {
  const { models } = await services.models();
  return new Map(models.map((model) => [model.table, model]));
}

/** Columns that name a row for `trace`; rows that sum up others have none. */
export function traceKey(model: Model | undefined): readonly string[] {
  return model?.layer === "silver" || model?.layer === "gold" ? model.key : [];
}

function describe(
  table: string,
  place: Place,
  models: ReadonlyMap<string, Model>,
  columns: readonly Column[],
): TableSummary {
  const [layer = "", name = ""] = table.split(".");
  const aside = layer === "quarantine";
  const model = models.get(aside ? `silver.${name}` : table);
  const label = model?.yml.meta.label ?? name.replaceAll("_", " ");
  const texts = new Map(model?.yml.columns.map((column) => [column.name, column.description]));
  return {
    table,
    layer,
    name,
    label: aside ? `${label}, set aside` : label,
    description: aside
      ? `Rows that break a rule and are kept out of ${label} until they are corrected.`
      : (model?.yml.description.trim() ?? null),
    grain: aside ? "one row per row that is set aside" : (model?.grain ?? null),
    rows: place.rows[table] ?? 0,
    columns: columns.map((column) => ({ ...column, description: texts.get(column.name) ?? null })),
  };
}
