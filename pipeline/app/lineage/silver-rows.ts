import type { Services } from "#app/services.ts";
import type { Trace } from "#contract/trace.ts";
import { openSource, storedRows } from "#app/quality/stored-cells.ts";
import type { SourceRows, StoredRow } from "#app/quality/stored-cells.ts";
import { objectName } from "#app/run/addresses.ts";
import { cellAddress } from "#domain/cell-address.ts";
import { ENTITY_NAMES, businessKey } from "#domain/entities.ts";
import type { EntityName } from "#domain/entities.ts";
import { AppError } from "#domain/errors.ts";
import { rowKey } from "#domain/quality/decisions.ts";
import { KEY_DIMENSIONS } from "#domain/run/dimensions.ts";
import type { QuerySession } from "#ports/warehouse.ts";

type Row = Trace["row"];
type TracedSource = Trace["sources"][number];

/** The source rows a silver or gold row stands on, its own entity first, then those it refers to. */
export async function silverRowsBehind(
  services: Services,
  session: QuerySession,
  table: string,
  row: Row,
): Promise<Pick<Trace, "path" | "sources">> {
  const layer = table.split(".")[0];
  if (layer === "marts" || layer === "reports") {
    throw new AppError("usage", `A row of ${table} sums up many rows.`, {
      hint: "Trace a row of gold, e.g. `trace DIR fact_sales 1001/1`.",
    });
  }
  const known = layer === "silver" ? row : await withBusinessKeys(session, row);
  const entities =
    layer === "silver" ? [table.split(".")[1] as EntityName] : entitiesOf(table, known);
  const path: Trace["path"] = layer === "silver" ? [] : [{ table, rows: 1 }];
  const sources: TracedSource[] = [];
  for (const entity of entities) {
    const found = await silverRow(session, entity, known);
    if (!found) continue;
    path.push({ table: `silver.${entity}`, rows: 1 });
    sources.push(...(await sourceRow(services, session, entity, found)));
  }
  return { path, sources };
}

/** Surrogate keys turned back into the business keys they stand for. */
async function withBusinessKeys(session: QuerySession, row: Row): Promise<Row> {
  const known: Record<string, Row[string]> = { ...row };
  for (const { name, column, key } of KEY_DIMENSIONS) {
    const value = row[key];
    if (known[column] !== undefined || value === undefined || value === null) continue;
    const [found] = await session.rows<Row>(
      `select ${column} from keys.${name} where ${key} = $1`,
      [Number(value)],
    );
    if (found?.[column] !== undefined) known[column] = found[column];
  }
  return known;
}

/** Entities whose whole business key the row holds: the table's own, then the finest grain first. */
function entitiesOf(table: string, row: Row): readonly EntityName[] {
  const rank = (entity: EntityName): number =>
    table.endsWith(`_${entity}`) ? 9 : businessKey(entity).length;
  return ENTITY_NAMES.filter((entity) =>
    businessKey(entity).every((c) => (row[c] ?? null) !== null),
  ).sort((a, b) => rank(b) - rank(a));
}

async function silverRow(
  session: QuerySession,
  entity: EntityName,
  row: Row,
): Promise<Row | undefined> {
  const key = businessKey(entity);
  const where = key.map((c, i) => `${c}::varchar = $${i + 1}`).join(" and ");
  const values = key.map((c) => String(row[c]));
  const [found] = await session.rows<Row>(
    `select _source_id, _batch_id, _row_hash::varchar as _row_hash, _occurrence::varchar as _occurrence,
  _ingested_at::varchar as _ingested_at, _row::varchar as _row
from silver.${entity} where ${where} limit 1`,
    values,
  );
  return found;
}

async function sourceRow(
  services: Services,
  session: QuerySession,
  entity: EntityName,
  row: Row,
): Promise<TracedSource[]> {
  const source = await openSource(services, String(row["_source_id"]));
  const identity = {
    source_id: source.source.id,
    row_hash: String(row["_row_hash"]),
    occurrence: Number(row["_occurrence"]),
  };
  const stored = (await storedRows(services, session, source, [identity])).get(rowKey(identity));
  return [
    {
      entity,
      source_id: identity.source_id,
      batch_id: String(row["_batch_id"]),
      ingested_at: String(row["_ingested_at"]),
      row: Number(row["_row"]),
      address: stored ? rowAddress(source, stored) : null,
      cells: stored?.cells ?? {},
      columns: stored ? cellAddresses(source, stored, entity) : {},
    },
  ];
}

/** `orders.csv!A212:K212`, the row as it lies today. */
function rowAddress(source: SourceRows, stored: StoredRow): string | null {
  const batch = batchOf(source, stored);
  if (!batch || stored.position === null) return null;
  const last = batch.first_column + batch.headers.length - 1;
  const from = cellAddress(batch.first_column, stored.position);
  return `${objectName(batch.object)}!${from}:${cellAddress(last, stored.position)}`;
}

function cellAddresses(
  source: SourceRows,
  stored: StoredRow,
  entity: EntityName,
): Record<string, string> {
  const batch = batchOf(source, stored);
  const columns = source.mapping.entities[entity]?.columns ?? {};
  if (!batch || stored.position === null) return {};
  const { position } = stored;
  return Object.fromEntries(
    Object.entries(columns).flatMap(([column, headers]) => {
      const index = batch.headers.indexOf(headers[0] ?? "");
      if (index < 0) return [];
      const cell = cellAddress(batch.first_column + index, position);
      return [[column, `${objectName(batch.object)}!${cell}`]];
    }),
  );
}

function batchOf(source: SourceRows, stored: StoredRow) {
  return source.source.mode === "append"
    ? source.batches.find((batch) => batch.batch_id === stored.batch_id)
    : source.batches.at(-1);
}
