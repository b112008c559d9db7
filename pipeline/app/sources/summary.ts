import type { SourceSummary } from "#contract/sources.ts";
import { ENTITY_NAMES, type EntityName } from "#domain/entities.ts";
import { AppError } from "#domain/errors.ts";
import { nearMatches } from "#domain/mapping/headers.ts";
import type { Mapping, Source, Workspace } from "#domain/workspace.ts";
import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";

/** `sources.list`: every source with its state, removed ones last. */
export const listSources: Handler<"sources", "list"> = (services) => async () => {
  const workspace = await services.workspaces.open(services.directory);
  const summaries = await Promise.all(
    workspace.sources.map(async (source) => {
      const mapping = await services.workspaces.mapping(services.directory, source.id);
      return summarise(services, source, mapping);
    }),
  );
  return summaries.toSorted(
    (a, b) => Number(a.state === "removed") - Number(b.state === "removed"),
  );
};

/** What is known about a source without reading it. */
export async function summarise(
  services: Services,
  source: Source,
  mapping: Mapping | null,
): Promise<SourceSummary> {
  const batches = await services.bronze.batches(source.id);
  const held = await services.bronze.held(source.id);
  const waits = held !== null && held.accepted === undefined;
  const state =
    source.removed_at !== undefined
      ? "removed"
      : waits
        ? "held"
        : batches.length === 0
          ? "new"
          : "current";
  return {
    id: source.id,
    name: source.name,
    entities: mappedEntities(mapping),
    origin: source.origin,
    mode: source.mode,
    state,
    rows:
      batches.length === 0
        ? null
        : batches.reduce((rows, b) => rows + b.rows_new - b.rows_deleted, 0),
    last_read_at: batches.at(-1)?.ingested_at ?? null,
    reason: state === "held" ? (held?.text ?? null) : null,
  };
}

/** Entities a mapping feeds, in catalogue order. */
export function mappedEntities(mapping: Mapping | null): EntityName[] {
  return ENTITY_NAMES.filter((entity) => mapping?.entities[entity] !== undefined);
}

/** @throws AppError `not_found` that lists near matches. */
export function findSource(workspace: Workspace, id: string): Source {
  const found = workspace.sources.find((source) => source.id === id);
  if (found) return found;
  const ids = workspace.sources.map((source) => source.id);
  const near = nearMatches(id, ids);
  const list = near.length > 0 ? near : ids;
  const hint =
    list.length === 0
      ? "No source is connected yet."
      : `${near.length > 0 ? "Did you mean" : "Sources are:"} ${list.join(", ")}${near.length > 0 ? "?" : "."}`;
  throw new AppError("not_found", `There is no source "${id}".`, { hint });
}

/** The newest mapping of a source. @throws AppError `corrupt` when there is none. */
export async function mappingOf(services: Services, source: Source): Promise<Mapping> {
  const mapping = await services.workspaces.mapping(services.directory, source.id);
  if (mapping) return mapping;
  throw new AppError("corrupt", `The mapping of ${source.name} is missing from the workspace.`, {
    hint: "Restore the folder lake/mappings from a backup, or remove the source and add it again.",
  });
}
