import { businessKey, ENTITIES, formattedColumns } from "#domain/entities.ts";
import type { EntityColumn, EntityName } from "#domain/entities.ts";
import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import type { EntityMapping, Mapping, Source } from "#domain/workspace.ts";

/** What one source contributes to one entity. */
export interface EntityFeed {
  readonly source: Source;
  readonly mapping: Mapping;
  /** Select of the source's snapshot (see `snapshotSql`); grouped feeds also need `_order`, `_position` (`withPositionSql`). */
  readonly snapshot: string;
  /** Headers the snapshot offers. */
  readonly headers: readonly string[];
}

export interface WorkspaceZone {
  readonly time_zone: string;
  readonly currency: string;
}

const LINEAGE = ["_source_id", "_batch_id", "_ingested_at", "_row", "_row_hash", "_occurrence"];

/**
 * The select behind `bronze.<entity>`: every entity column as text, `_format_<column>`, `_tz`, `_local_tz`,
 * `_prices_include_tax`, lineage. Without feeds: the same columns and no rows.
 */
export function entitySql(
  entity: EntityName,
  feeds: readonly EntityFeed[],
  workspace: WorkspaceZone,
): string {
  if (feeds.length === 0) return emptyEntity(entity);
  return feeds.map((feed) => feedSql(entity, feed, workspace)).join("\nunion all\n");
}

/**
 * True if a change of one source row may change other rows of the entity: folded entities, keys made
 * from the mapped columns, and line numbers counted within the order.
 */
export function isGrouped(entity: EntityName, mapping: EntityMapping): boolean {
  return mapping.fold || keyIsMade(entity, mapping) || lineNumberIsCounted(entity, mapping);
}

function emptyEntity(entity: EntityName): string {
  const columns = ENTITIES[entity].columns.map((c) => `null::varchar as ${c.name}`);
  const formats = formattedColumns(entity).map((c) => `null::varchar as _format_${c.name}`);
  return `select ${[
    ...columns,
    ...formats,
    "null::varchar as _tz",
    "null::varchar as _local_tz",
    "false as _prices_include_tax",
    "null::varchar as _source_id",
    "null::varchar as _batch_id",
    "null::timestamp as _ingested_at",
    "0::bigint as _row",
    "0::ubigint as _row_hash",
    "1::integer as _occurrence",
  ].join(", ")} where false`;
}

function feedSql(entity: EntityName, feed: EntityFeed, workspace: WorkspaceZone): string {
  const mapping = feed.mapping.entities[entity] as EntityMapping;
  const columns = ENTITIES[entity].columns.map(
    (c) => `${cellSql(entity, c, mapping, feed, workspace)} as ${c.name}`,
  );
  const order = isGrouped(entity, mapping) ? ["_order", "_position"] : [];
  const cells = `select ${[...columns, ...LINEAGE, ...order].join(", ")} from (${feed.snapshot}) as s`;
  const rows = groupedSql(entity, mapping, cells);
  const formats = formattedColumns(entity).map(
    (c) => `${quoteLiteral(formatOf(c, mapping, feed.mapping))} as _format_${c.name}`,
  );
  return `select ${[
    ...ENTITIES[entity].columns.map((c) => c.name),
    ...formats,
    `${quoteLiteral(feed.source.time_zone ?? workspace.time_zone)} as _tz`,
    `${quoteLiteral(workspace.time_zone)} as _local_tz`,
    `${mapping.prices_include_tax === true} as _prices_include_tax`,
    ...LINEAGE,
  ].join(", ")} from (${rows}) as e`;
}

/** Text of one entity column out of the source's row; blank is null. */
function cellSql(
  entity: EntityName,
  column: EntityColumn,
  mapping: EntityMapping,
  feed: EntityFeed,
  workspace: WorkspaceZone,
): string {
  const headers = mapping.columns[column.name] ?? [];
  const constant = constantOf(column, mapping, workspace);
  if (headers.length === 0) return constant ?? "null::varchar";
  const parts = headers.map((header) => headerSql(header, feed));
  let text =
    parts.length === 1 ? (parts[0] as string) : `nullif(concat_ws(' ', ${parts.join(", ")}), '')`;
  if (namesProduct(column, headers, feed.mapping)) text = `normalise_name(${text})`;
  const prefix = prefixOf(entity, column, feed.mapping);
  if (prefix) text = `${quoteLiteral(prefix)} || trim(${text})`;
  const fallback = mapping.defaults[column.name];
  return fallback === undefined ? text : `coalesce(${text}, ${quoteLiteral(fallback)})`;
}

function constantOf(
  column: EntityColumn,
  mapping: EntityMapping,
  workspace: WorkspaceZone,
): string | null {
  const text = mapping.defaults[column.name] ?? column.fallback;
  if (text === undefined) {
    // An inventory list without a date of counting was counted when it was read.
    return column.name === "counted_at" ? "strftime(_ingested_at, '%Y-%m-%d')" : null;
  }
  return quoteLiteral(text === "$currency" ? workspace.currency : text);
}

/** A header, or the older name it had in earlier batches; a header no batch has reads as null. */
function headerSql(header: string, feed: EntityFeed): string {
  const offered = new Set(feed.headers);
  const alias = feed.mapping.header_aliases[header];
  const names = [header, ...(alias === undefined ? [] : [alias])].filter((h) => offered.has(h));
  const cells = names.map((h) => `nullif(s.${quoteIdentifier(h)}, '')`);
  if (cells.length === 0) return "null::varchar";
  return cells.length === 1 ? (cells[0] as string) : `coalesce(${cells.join(", ")})`;
}

/** A product known only by its name is keyed by the normalised name, wherever it is referred to. */
function namesProduct(column: EntityColumn, headers: readonly string[], mapping: Mapping): boolean {
  if (column.name !== "product_id") return false;
  const name = mapping.entities.products?.columns["name"] ?? [];
  return name.length > 0 && name.join("\n") === headers.join("\n");
}

/** Two sources with clashing keys are told apart by a prefix on keys and on references to them. */
function prefixOf(entity: EntityName, column: EntityColumn, mapping: Mapping): string | undefined {
  if (column.type !== "key") return undefined;
  const owner = column.references ?? entity;
  return (mapping.entities[owner] ?? mapping.entities[entity])?.key_prefix;
}

function formatOf(column: EntityColumn, mapping: EntityMapping, all: Mapping): string {
  const header = mapping.columns[column.name]?.[0];
  const format = header === undefined ? undefined : all.formats[header];
  const temporal = column.type === "timestamp" || column.type === "date";
  return format ?? (temporal ? "iso" : "point");
}

function keyIsMade(entity: EntityName, mapping: EntityMapping): boolean {
  const key = madeKey(entity);
  return key !== null && (mapping.columns[key]?.length ?? 0) === 0 && !(key in mapping.defaults);
}

/** The single key column that may be made up; composite keys are never made. */
function madeKey(entity: EntityName): string | null {
  const key = businessKey(entity);
  return key.length === 1 ? (key[0] as string) : null;
}

function lineNumberIsCounted(entity: EntityName, mapping: EntityMapping): boolean {
  return entity === "order_items" && (mapping.columns["line_number"]?.length ?? 0) === 0;
}

function groupedSql(entity: EntityName, mapping: EntityMapping, cells: string): string {
  let rows = cells;
  if (mapping.fold) rows = foldSql(entity, rows);
  if (keyIsMade(entity, mapping)) rows = madeKeySql(entity, rows);
  if (lineNumberIsCounted(entity, mapping)) {
    rows = replaceColumn(
      rows,
      "line_number",
      `(row_number() over (partition by normalise_key(order_id) order by _order, _position))::varchar`,
    );
  }
  return rows;
}

/** First non-blank value per column in source order; rows without a key say nothing about the entity. */
function foldSql(entity: EntityName, cells: string): string {
  const keys = businessKey(entity);
  const order = "order by _order, _position";
  const columns = ENTITIES[entity].columns.map((c) => {
    if (keys.includes(c.name)) return `first(${c.name} ${order}) as ${c.name}`;
    return `first(${c.name} ${order}) filter (where ${c.name} is not null) as ${c.name}`;
  });
  const lineage = [...LINEAGE, "_order", "_position"].map(
    (name) => `first(${name} ${order}) as ${name}`,
  );
  const grouping = keys.map((k) => `normalise_key(${k})`);
  return `select ${[...columns, ...lineage].join(", ")} from (${cells}) as c
where ${grouping.map((g) => `${g} is not null`).join(" and ")}
group by ${grouping.join(", ")}`;
}

/** Without a key column the key is the hash of the mapped columns plus the occurrence among equal rows. */
function madeKeySql(entity: EntityName, cells: string): string {
  const key = madeKey(entity) as string;
  const values = ENTITIES[entity].columns
    .filter((c) => c.name !== key)
    .map((c) => `coalesce(strlen(${c.name}) || ':' || ${c.name}, '-')`);
  const hash = `md5(concat(${values.join(", ")}))`;
  return replaceColumn(
    cells,
    key,
    `${hash} || '-' || row_number() over (partition by ${hash} order by _order, _position)`,
  );
}

function replaceColumn(rows: string, column: string, expression: string): string {
  return `select * replace (${expression} as ${column}) from (${rows}) as r`;
}
