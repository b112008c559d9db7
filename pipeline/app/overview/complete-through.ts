import { look, once, placeOf } from "#app/explore/place.ts";
import type { Services } from "#app/services.ts";
import type { Build } from "#domain/run/build.ts";
import type { Workspace } from "#domain/workspace.ts";

/**
 * The newest day for which every source that feeds orders has data, from the data itself; days after the
 * build's own date do not count. Null while a source has none.
 */
export async function completeThrough(
  services: Services,
  workspace: Workspace,
  build: Build,
  signal: AbortSignal,
): Promise<string | null> {
  const place = await placeOf(services, false);
  if (place.build_id !== build.build_id) return null;
  const newest = await look(services, place, signal, (session, kept) =>
    once(kept, "newest order per source", async () => {
      const rows = await session.rows<{ source: string; day: string }>(
        `select _source_id as source, max(ordered_at_date)::varchar as day
from build.silver.orders where ordered_at_date <= $1::date group by 1`,
        [build.as_of],
      );
      return new Map(rows.map(({ source, day }) => [source, day]));
    }),
  );
  const days = await Promise.all(
    workspace.sources
      .filter((source) => source.removed_at === undefined && build.batches[source.id])
      .map(async ({ id }) => {
        const mapping = await services.workspaces.mapping(services.directory, id);
        return mapping?.entities.orders === undefined ? [] : [newest.get(id) ?? null];
      }),
  );
  const all = days.flat();
  if (all.length === 0 || all.includes(null)) return null;
  return (all as string[]).toSorted()[0] ?? null;
}
