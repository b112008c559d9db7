import { ENTITIES, type EntityName } from "#domain/entities.ts";
import { AppError } from "#domain/errors.ts";
import type { ColumnFormat } from "#domain/workspace.ts";
import { FORMATS, formatKind } from "./formats.ts";
import { nearMatches } from "./headers.ts";

/** What the user said about a mapping, as the flags carry it. Without `entity`, every entity of the source with that column. */
export interface Statements {
  readonly map: readonly {
    readonly entity?: EntityName;
    readonly column: string;
    readonly headers: readonly string[];
  }[];
  readonly defaults: readonly {
    readonly entity?: EntityName;
    readonly column: string;
    readonly value: string;
  }[];
  readonly formats: readonly {
    readonly entity?: EntityName;
    readonly column: string;
    readonly format: ColumnFormat;
  }[];
}

/** The statements with every name checked and spelled as it is. */
export interface ResolvedStatements {
  /** `entity.column` → headers. */
  readonly map: ReadonlyMap<string, readonly string[]>;
  /** `entity.column` → constant. */
  readonly defaults: ReadonlyMap<string, string>;
  /** Formats of entity columns, `entity.column` → format. */
  readonly columnFormats: ReadonlyMap<string, ColumnFormat>;
  /** Formats of headers. */
  readonly headerFormats: ReadonlyMap<string, ColumnFormat>;
}

export const address = (entity: EntityName, column: string): string => `${entity}.${column}`;

/** Columns that link entities mean the same in each of them, so one statement is for all. */
const SHARED = new Set(["order_id", "product_id", "customer_id"]);

/**
 * Checks the user's statements against the entities and the file.
 * @throws AppError `usage` naming near matches for an unknown entity, column, header or unfit format.
 */
export function resolveStatements(
  said: Statements,
  entities: readonly EntityName[],
  headers: readonly string[],
): ResolvedStatements {
  const map = new Map<string, readonly string[]>();
  for (const { entity, column, headers: names } of said.map) {
    const spelled = names.map((name) => findHeader(name, headers));
    for (const target of targets(entity, column, entities)) setOnce(map, target, spelled, "--map");
  }
  const defaults = new Map<string, string>();
  for (const { entity, column, value } of said.defaults) {
    for (const target of targets(entity, column, entities))
      setOnce(defaults, target, value, "--default");
  }
  const columnFormats = new Map<string, ColumnFormat>();
  const headerFormats = new Map<string, ColumnFormat>();
  for (const { entity, column, format } of said.formats) {
    const known = entities.some((e) => ENTITIES[e].columns.some((c) => c.name === column));
    if (entity === undefined && !known && headers.includes(column)) {
      headerFormats.set(column, format);
      continue;
    }
    for (const target of formatTargets(entity, column, format, entities))
      columnFormats.set(target, format);
  }
  return { map, defaults, columnFormats, headerFormats };
}

function setOnce<T>(into: Map<string, T>, target: string, value: T, flag: string): void {
  if (into.has(target)) {
    throw new AppError("usage", `${flag} names ${target} twice.`, { hint: "Keep one of the two." });
  }
  into.set(target, value);
}

/** Addresses a statement is about. */
function targets(
  entity: EntityName | undefined,
  column: string,
  entities: readonly EntityName[],
): readonly string[] {
  if (entity !== undefined && !entities.includes(entity)) {
    throw new AppError("usage", `This source does not feed ${entity}.`, {
      hint: `It feeds ${entities.join(", ")}. Add ${entity} to the list of entities, or leave it out of the flag.`,
    });
  }
  const candidates = entity === undefined ? entities : [entity];
  const found = candidates.filter((e) => ENTITIES[e].columns.some((c) => c.name === column));
  if (found.length === 0) throw unknownColumn(column, candidates);
  if (found.length > 1 && !SHARED.has(column)) {
    const list = found.map((e) => address(e, column)).join(" or ");
    throw new AppError("usage", `"${column}" could be ${list}.`, {
      hint: `Write the entity too, e.g. ${address(found[0] as EntityName, column)}.`,
    });
  }
  return found.map((e) => address(e, column));
}

function unknownColumn(column: string, entities: readonly EntityName[]): AppError {
  const names = entities.flatMap((entity) => ENTITIES[entity].columns.map((c) => c.name));
  const near = nearMatches(column, [...new Set(names)]);
  const hint =
    near.length > 0
      ? `Did you mean ${near.join(" or ")}?`
      : `Columns are: ${[...new Set(names)].join(", ")}.`;
  return new AppError("usage", `${entities.join(" and ")} have no column "${column}".`, {
    hint,
    details: { near },
  });
}

/** A header of the file as it is spelled there; letter case and outer spaces are forgiven. */
export function findHeader(name: string, headers: readonly string[]): string {
  if (headers.includes(name)) return name;
  const loose = headers.filter(
    (header) => header.trim().toLowerCase() === name.trim().toLowerCase(),
  );
  if (loose.length === 1) return loose[0] as string;
  const near = nearMatches(name, headers);
  const hint =
    near.length > 0
      ? `Did you mean ${near.map((header) => `"${header}"`).join(" or ")}?`
      : `Its columns are: ${headers.map((header) => `"${header}"`).join(", ")}.`;
  throw new AppError("usage", `The file has no column "${name}".`, { hint, details: { near } });
}

/** Unlike a mapping, a format may be meant for several entities at once: the header is the same. */
function formatTargets(
  entity: EntityName | undefined,
  column: string,
  format: ColumnFormat,
  entities: readonly EntityName[],
): readonly string[] {
  const candidates = entity === undefined ? entities : entities.filter((e) => e === entity);
  const found = candidates.flatMap((e) =>
    ENTITIES[e].columns.filter((c) => c.name === column).map((c) => ({ e, c })),
  );
  if (found.length === 0) throw unknownColumn(column, entity === undefined ? entities : [entity]);
  return found.map(({ e, c }) => {
    const kind = formatKind(c.type);
    if (!kind || !FORMATS[kind].includes(format)) {
      const fitting = kind
        ? `Formats of ${column} are: ${FORMATS[kind].join(", ")}.`
        : `${column} is text and needs no format.`;
      throw new AppError("usage", `${format} is not a format of ${address(e, column)}.`, {
        hint: fitting,
      });
    }
    return address(e, column);
  });
}
