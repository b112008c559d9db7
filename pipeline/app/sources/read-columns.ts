import { ENTITIES, type EntityName } from "#domain/entities.ts";
import { formatKind } from "#domain/mapping/formats.ts";
import type { Mapping, Source, Workspace } from "#domain/workspace.ts";
import type { ReadColumn } from "#ports/profiler.ts";

/** A mapped column of an entity, ready to be read. */
export interface MappedColumn extends ReadColumn {
  readonly entity: EntityName;
}

/** Every mapped column of a source, in catalogue order, the way silver reads it. */
export function mappedColumns(
  workspace: Workspace,
  source: Source,
  mapping: Mapping,
): readonly MappedColumn[] {
  return Object.entries(mapping.entities).flatMap(([name, mapped]) => {
    const entity = name as EntityName;
    return ENTITIES[entity].columns.flatMap((target): readonly MappedColumn[] => {
      const headers = mapped.columns[target.name] ?? [];
      const constant = mapped.defaults[target.name] ?? target.fallback;
      const fallback = constant === "$currency" ? workspace.currency : constant;
      if (headers.length === 0 && fallback === undefined) return [];
      const kind = formatKind(target.type);
      const format = mapping.formats[headers[0] ?? ""] ?? (kind === "date" ? "iso" : "point");
      return [
        {
          entity,
          column: target.name,
          headers,
          type: target.type,
          time_zone: source.time_zone ?? workspace.time_zone,
          ...(kind && { format }),
          ...(fallback !== undefined &&
            (headers.length === 0 || mapped.defaults[target.name] !== undefined) && {
              default: fallback,
            }),
        },
      ];
    });
  });
}
