import { ENTITIES, type EntityName } from "#domain/entities.ts";
import { AppError } from "#domain/errors.ts";
import {
  address,
  resolveStatements,
  type ResolvedStatements,
  type Statements,
} from "#domain/mapping/statements.ts";
import { allHeaders } from "#domain/run/bronze-sql.ts";
import type { ColumnFormat, EntityMapping, Mapping } from "#domain/workspace.ts";
import type { Services } from "#app/services.ts";
import { findSource, mappedEntities, mappingOf } from "./summary.ts";

/** A change of how a source is mapped: what is named changes, everything else stays. */
export interface MappingChange extends Statements {
  readonly id: string;
  /** Newer header → header of older batches that holds the same column. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Last touch before saving. */
  readonly finish?: (next: Mapping) => Mapping;
}

/**
 * Saves the next version of a source's mapping. Old batches are read with the new version as well, through
 * its header aliases; the entity is parsed again by the next run.
 * @param headers the columns the source has now.
 * @throws AppError `usage` for unknown names, `conflict` when someone else saved a version meanwhile.
 */
export async function changeMapping(
  services: Services,
  change: MappingChange,
  headers: readonly string[],
): Promise<Mapping> {
  const workspace = await services.workspaces.open(services.directory);
  const source = findSource(workspace, change.id);
  const current = await mappingOf(services, source);
  const known = [...new Set([...headers, ...allHeaders(await services.bronze.batches(source.id))])];
  const said = resolveStatements(change, mappedEntities(current), known);
  const changed = applyChange(current, said, change.aliases ?? {});
  const next = change.finish?.(changed) ?? changed;
  if (JSON.stringify(next) === JSON.stringify(current)) {
    throw new AppError("usage", "This changes nothing: the mapping is like that already.");
  }
  return saveNext(services, current, next);
}

/** Appends a mapping as the version after the current one. @throws AppError `conflict` as `saveMapping`. */
export async function saveNext(
  services: Services,
  current: Mapping,
  next: Mapping,
): Promise<Mapping> {
  const saved: Mapping = {
    ...next,
    version: current.version + 1,
    created_at: services.clock.now().toISOString(),
  };
  await services.workspaces.saveMapping(services.directory, saved);
  return saved;
}

/** The mapping with the user's statements put in. Pure. */
export function applyChange(
  current: Mapping,
  said: ResolvedStatements,
  aliases: Readonly<Record<string, string>>,
): Mapping {
  const entities = Object.fromEntries(
    Object.entries(current.entities).map(([entity, mapped]) => [
      entity,
      changeEntity(entity as EntityName, mapped, said, aliases),
    ]),
  );
  const formats: Record<string, ColumnFormat> = {
    ...current.formats,
    ...Object.fromEntries(said.headerFormats),
  };
  for (const [entity, mapped] of Object.entries(entities)) {
    for (const [column, [header]] of Object.entries(mapped.columns)) {
      const format = said.columnFormats.get(address(entity as EntityName, column));
      if (format !== undefined && header !== undefined) formats[header] = format;
    }
  }
  return {
    ...current,
    entities,
    formats,
    header_aliases: { ...current.header_aliases, ...aliases },
  };
}

function changeEntity(
  entity: EntityName,
  mapped: EntityMapping,
  said: ResolvedStatements,
  aliases: Readonly<Record<string, string>>,
): EntityMapping {
  // What was mapped to the old name of a column follows its new name.
  const renamed = new Map(Object.entries(aliases).map(([now, earlier]) => [earlier, now]));
  const columns: Record<string, readonly string[]> = Object.fromEntries(
    Object.entries(mapped.columns).map(([column, headers]) => [
      column,
      headers.map((header) => renamed.get(header) ?? header),
    ]),
  );
  const defaults: Record<string, string> = { ...mapped.defaults };
  for (const { name } of ENTITIES[entity].columns) {
    const headers = said.map.get(address(entity, name));
    if (headers) columns[name] = headers;
    const constant = said.defaults.get(address(entity, name));
    if (constant !== undefined) defaults[name] = constant;
  }
  return { ...mapped, columns, defaults };
}
