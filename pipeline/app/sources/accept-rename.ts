import { ENTITIES, type EntityName } from "#domain/entities.ts";
import { AppError } from "#domain/errors.ts";
import type { Rename } from "#domain/mapping/renames.ts";
import type { EntityMapping, Mapping } from "#domain/workspace.ts";
import { noteChange } from "#app/changes/note.ts";
import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import { saveNext } from "./change-mapping.ts";
import { mapSource } from "./map.ts";
import { findSource, mappedEntities, mappingOf } from "./summary.ts";

/**
 * `sources.acceptRename`: the answer to "is this column the same under another name?". A yes maps the new name and
 * reads older rows under it; a no leaves the column empty from now on.
 * @throws AppError `usage` when nothing is asked, or when an entity cannot do without the column.
 */
export const acceptRename: Handler<"sources", "acceptRename"> =
  (services) =>
  async ({ id, same, headers }, call) => {
    const source = findSource(await services.workspaces.open(services.directory), id);
    const renames = await asked(services, id, headers);
    const answered = same
      ? await mapSource(services)(
          {
            id,
            aliases: renames.map(({ header, earlier }) => ({ header, earlier })),
            map: [],
            defaults: [],
            formats: [],
            undo: false,
          },
          call,
        )
      : await leaveEmpty(services, await mappingOf(services, source), renames, source.name);
    await settle(services, id, renames);
    return { ...answered, renames: renames.map(({ header, earlier }) => ({ header, earlier })) };
  };

/** The hold is over; what was not answered yet is still asked. */
async function settle(services: Services, id: string, answered: readonly Rename[]): Promise<void> {
  const held = await services.bronze.discardHeld(id);
  const done = new Set(answered.map(({ header }) => header));
  const open = (held.renames ?? []).filter(({ header }) => !done.has(header));
  if (open.length > 0) await services.bronze.noteHeld({ ...held, renames: open });
}

/** The proposals of the held read, or those of them that are named. */
async function asked(
  services: Services,
  id: string,
  headers: readonly string[],
): Promise<readonly Rename[]> {
  const held = await services.bronze.held(id);
  const renames = held?.renames ?? [];
  if (renames.length === 0) {
    throw new AppError("usage", `No column of ${id} seems to have another name.`, {
      hint: "`source check` says how its columns differ from what is expected.",
    });
  }
  if (headers.length === 0) return renames;
  const chosen = renames.filter(({ header }) => headers.includes(header));
  if (chosen.length === headers.length) return chosen;
  throw new AppError("usage", `Not all of ${headers.join(", ")} are asked about.`, {
    hint: `Asked about are: ${renames.map(({ header }) => header).join(", ")}.`,
  });
}

/** Another column: what the old one filled stays empty, and nobody is asked again. */
async function leaveEmpty(
  services: Services,
  current: Mapping,
  renames: readonly Rename[],
  name: string,
) {
  const gone = new Set(renames.map(({ earlier }) => earlier));
  const entities = Object.fromEntries(
    Object.entries(current.entities).map(([entity, mapped]) => [
      entity,
      without(entity as EntityName, mapped, gone),
    ]),
  );
  const saved = await saveNext(services, current, { ...current, entities });
  noteChange(services, {
    area: "mapping",
    text: `${name} is read without ${[...gone].map((header) => `"${header}"`).join(", ")}.`,
    undo: { kind: "mapping", source_id: current.source_id, version: saved.version },
  });
  return {
    id: current.source_id,
    mapping_version: saved.version,
    entities: mappedEntities(saved),
  };
}

function without(
  entity: EntityName,
  mapped: EntityMapping,
  gone: ReadonlySet<string>,
): EntityMapping {
  const columns: Record<string, readonly string[]> = {};
  for (const [column, headers] of Object.entries(mapped.columns)) {
    const left = headers.filter((header) => !gone.has(header));
    if (left.length > 0) columns[column] = left;
    else if (isNeeded(entity, column)) throw needed(entity, column);
  }
  return { ...mapped, columns };
}

function isNeeded(entity: EntityName, name: string): boolean {
  const column = ENTITIES[entity].columns.find((one) => one.name === name);
  return column?.key === true || column?.required === true;
}

function needed(entity: EntityName, column: string): AppError {
  return new AppError("usage", `There are no ${entity} without ${column.replaceAll("_", " ")}.`, {
    hint: `Put the column back, or say which one holds it now: \`source map\` with --map ${column}=HEADER.`,
  });
}
