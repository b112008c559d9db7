import { AppError } from "#domain/errors.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import type { Mapping, Source } from "#domain/workspace.ts";
import { noteChange } from "#app/changes/note.ts";
import type { Services } from "#app/services.ts";
import type { Call, Handler } from "#app/use-case.ts";
import { findSource, mappedEntities, mappingOf } from "./summary.ts";

/** `sources.remove`: the source is no longer read and its rows leave the next build; bronze stays, `undo` brings it back. */
export const removeSource: Handler<"sources", "remove"> =
  (services) =>
  async ({ id, undo }, call) => {
    const workspace = await services.workspaces.open(services.directory);
    const source = findSource(workspace, id);
    const mapping = await mappingOf(services, source);
    if (undo === (source.removed_at === undefined)) {
      throw new AppError(
        "conflict",
        undo ? `${source.name} is not removed.` : `${source.name} is removed already.`,
        {
          hint: undo
            ? "There is nothing to undo."
            : `\`source remove ${id} --undo\` brings it back.`,
        },
      );
    }
    const rows_leaving = await leavingRows(services, source, mapping, call);
    await markRemoved(services, id, !undo);
    noteChange(services, {
      area: "source",
      text: undo ? `${source.name} is read again.` : `${source.name} was removed.`,
      undo: { kind: undo ? "restored" : "removed", source_id: id },
    });
    return { id, rows_leaving, restored: undo };
  };

/** Its bronze stays either way; the next run leaves its rows out or takes them in again. */
export async function markRemoved(services: Services, id: string, removed: boolean): Promise<void> {
  const removed_at = removed ? services.clock.now().toISOString() : null;
  await services.workspaces.update(services.directory, (now) => ({
    ...now,
    sources: now.sources.map((source) => (source.id === id ? mark(source, removed_at) : source)),
  }));
}

function mark(source: Source, removed_at: string | null): Source {
  const { removed_at: _, ...rest } = source;
  return removed_at === null ? rest : { ...rest, removed_at };
}

/** Rows per entity that stand in the newest build because of this source. */
async function leavingRows(
  services: Services,
  source: Source,
  mapping: Mapping,
  call: Call,
): Promise<Record<string, number>> {
  const entities = mappedEntities(mapping);
  const build = await services.builds.newest();
  if (!build) return Object.fromEntries(entities.map((entity) => [entity, 0]));
  const session = await services.warehouse.openRead(
    services.builds.file(build.build_id),
    services.limits(),
    call.signal,
  );
  try {
    const counts: [string, number][] = [];
    for (const entity of entities) {
      const [row] = await session.rows<{ n: number }>(
        `select count(*)::integer as n from silver.${quoteIdentifier(entity)} where _source_id = $1`,
        [source.id],
      );
      counts.push([entity, row?.n ?? 0]);
    }
    return Object.fromEntries(counts);
  } finally {
    await session.close();
  }
}
