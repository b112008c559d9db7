import type { Services } from "#app/services.ts";
import { ENTITIES, type EntityName } from "#domain/entities.ts";
import { AppError } from "#domain/errors.ts";
import { rowKey } from "#domain/quality/decisions.ts";
import { entitySql, isGrouped } from "#domain/run/entity-sql.ts";
import { stageSql } from "#domain/run/silver-sql.ts";
import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import type { SqlSession } from "#ports/warehouse.ts";
import type { JsonValue } from "#domain/json.ts";
import type { SourceRows, StoredRow } from "./stored-cells.ts";

/** How one row reads under the present mapping and rules. */
export interface Judgement {
  /** Names of broken rules that set a row aside. */
  readonly broken: readonly string[];
  /** Column of the entity → value after reading it. */
  readonly typed: Readonly<Record<string, JsonValue>>;
}

/**
 * True if rows of this source can be judged one by one: where several rows make one, or a number counts
 * rows, only a run can tell.
 */
export function judgedAlone({ mapping }: SourceRows, entity: EntityName): boolean {
  const own = mapping.entities[entity];
  return own !== undefined && !isGrouped(entity, own);
}

function valuesSql(headers: readonly string[], rows: readonly StoredRow[]): string {
  const literal = (value: string | null): string =>
    value === null ? "null::varchar" : quoteLiteral(value);
  const lines = rows.map(({ identity, batch_id, ingested_at, position, cells }) => {
    const lineage = [
      quoteLiteral(identity.source_id),
      quoteLiteral(batch_id),
      `${quoteLiteral(ingested_at)}::timestamp`,
      `${position ?? 0}::bigint`,
      `${BigInt(identity.row_hash)}::ubigint`,
      `${identity.occurrence}::integer`,
    ];
    return `(${[...headers.map((header) => literal(cells[header] ?? null)), ...lineage].join(", ")})`;
  });
  const names = [
    ...headers.map(quoteIdentifier),
    "_source_id",
    "_batch_id",
    "_ingested_at",
    "_row",
    "_row_hash",
    "_occurrence",
  ];
  return `select * from (values ${lines.join(",\n")}) as v(${names.join(", ")})`;
}

/**
 * Reads and judges rows with the very models and rules a run uses, without touching the build.
 * @returns by `rowKey`. @throws AppError `internal` if the entity has no model.
 */
export async function judgeRows(
  services: Services,
  session: SqlSession,
  from: SourceRows,
  entity: EntityName,
  rows: readonly StoredRow[],
): Promise<ReadonlyMap<string, Judgement>> {
  if (rows.length === 0) return new Map();
  const catalogue = await services.models();
  const model = catalogue.models.find((one) => one.table === `silver.${entity}`);
  if (!model) throw new AppError("internal", `There is no silver model for ${entity}.`);
  const workspace = await services.workspaces.open(services.directory);
  const { source, mapping, headers } = from;
  const feed = { source, mapping, headers, snapshot: valuesSql(headers, rows) };
  await session.run(catalogue.macrosSql);
  await session.run(
    `create or replace view bronze.${entity} as ${entitySql(entity, [feed], workspace)}`,
  );
  const kept = ENTITIES[entity].columns.map((column) => column.name);
  const identity = ["_source_id", "_row_hash", "_occurrence"];
  // The original texts are known here already; one stands in for all, since none would be no valid SQL.
  const raw = { [kept[0] as string]: quoteIdentifier(kept[0] as string) };
  const staged = stageSql(model.sql, { kept: [...kept, ...identity], raw }, model.rowRules);
  const judged = await session.rows(
    `select * replace (_row_hash::varchar as _row_hash, _broken::varchar as _broken) from (${staged})`,
  );
  return new Map(
    judged.map((row) => {
      const mask = BigInt(String(row["_broken"]));
      const broken = model.rowRules.filter(
        (rule, bit) => rule.severity === "error" && (mask & (1n << BigInt(bit))) !== 0n,
      );
      const key = rowKey({
        source_id: String(row["_source_id"]),
        row_hash: String(row["_row_hash"]),
        occurrence: Number(row["_occurrence"]),
      });
      const typed = Object.fromEntries(kept.map((name) => [name, row[name] ?? null]));
      return [key, { broken: broken.map((rule) => rule.name), typed }];
    }),
  );
}
