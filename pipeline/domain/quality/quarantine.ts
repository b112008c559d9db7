import { businessKey, ENTITY_NAMES, type EntityName } from "#domain/entities.ts";
import { AppError } from "#domain/errors.ts";
import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import type { RowIdentity } from "./decisions.ts";

/** A row that is set aside, as commands name it. */
export interface QuarantineId extends RowIdentity {
  readonly entity: EntityName;
}

export interface QuarantineFilter {
  readonly entity?: string;
  readonly rule?: string;
  readonly source?: string;
}

/** `entity:source:row hash:occurrence`. */
export function quarantineId(row: QuarantineId): string {
  return [row.entity, row.source_id, row.row_hash, row.occurrence].join(":");
}

const isEntity = (name: string | undefined): name is EntityName =>
  (ENTITY_NAMES as readonly string[]).includes(name ?? "");

/** @throws AppError `bad_input` for a text that names no row. */
export function parseQuarantineId(id: string): QuarantineId {
  const [entity, source_id, row_hash, occurrence, ...rest] = id.split(":");
  const good =
    isEntity(entity) &&
    source_id &&
    /^\d{1,20}$/.test(row_hash ?? "") &&
    /^[1-9]\d{0,8}$/.test(occurrence ?? "");
  if (!good || rest.length > 0) {
    throw new AppError("bad_input", `"${id}" names no row that is set aside.`, {
      hint: "Take the name from `quarantine list`, e.g. orders:shop:123456789:1.",
    });
  }
  return { entity, source_id, row_hash: row_hash as string, occurrence: Number(occurrence) };
}

/** @throws AppError `bad_input` for a table that is none of the eight. */
function entitiesOf(filter: QuarantineFilter, ids: readonly QuarantineId[]): readonly EntityName[] {
  if (filter.entity !== undefined && !isEntity(filter.entity)) {
    throw new AppError("bad_input", `There is no table "${filter.entity}".`, {
      hint: `Use one of: ${ENTITY_NAMES.join(", ")}.`,
    });
  }
  if (filter.entity !== undefined) return [filter.entity as EntityName];
  return ids.length === 0 ? ENTITY_NAMES : [...new Set(ids.map((id) => id.entity))];
}

function conditions(
  entity: EntityName,
  filter: QuarantineFilter,
  ids: readonly QuarantineId[],
): string {
  const named = ids
    .filter((id) => id.entity === entity)
    .map((id) => `(${quoteLiteral(id.source_id)}, ${id.row_hash}::ubigint, ${id.occurrence})`);
  return [
    "true",
    ...(filter.source === undefined ? [] : [`_source_id = ${quoteLiteral(filter.source)}`]),
    ...(filter.rule === undefined ? [] : [`list_contains(_reasons, ${quoteLiteral(filter.rule)})`]),
    ...(ids.length === 0 ? [] : [`(_source_id, _row_hash, _occurrence) in (${named.join(", ")})`]),
  ].join(" and ");
}

/**
 * Rows set aside: `entity key source_id batch_id row row_hash occurrence reasons address raw`, in the order of
 * entity, source and row. `raw` is the JSON of what the source said per column of the entity.
 * @param ids only these; empty for all.
 */
export function quarantineSql(filter: QuarantineFilter, ids: readonly QuarantineId[]): string {
  const arms = entitiesOf(filter, ids).map((entity) => {
    const key = businessKey(entity).map(
      (name) =>
        `coalesce(cast(${quoteIdentifier(name)} as varchar), _raw ->> ${quoteLiteral(name)})`,
    );
    return `select ${ENTITY_NAMES.indexOf(entity)} as place, ${quoteLiteral(entity)} as entity,
  concat_ws(' / ', ${key.join(", ")}) as key, _source_id as source_id, _batch_id as batch_id,
  _row::bigint as row, _row_hash::varchar as row_hash, _occurrence::integer as occurrence,
  _reasons as reasons, _address as address, _raw as raw
from quarantine.${entity}
where ${conditions(entity, filter, ids)}`;
  });
  return `select * exclude (place) from (
${arms.join("\nunion all\n")}
) order by place, source_id, row, row_hash, occurrence`;
}
