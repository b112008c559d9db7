import type { SourceState } from "#app/run/context.ts";
import type { Services } from "#app/services.ts";
import type { Build } from "#domain/run/build.ts";

/** The sources of a closed build as they were then: mapping version and batches are those of its manifest. */
export async function sourcesOfBuild(
  services: Services,
  build: Build,
): Promise<readonly SourceState[]> {
  const { sources } = await services.workspaces.open(services.directory);
  const states: SourceState[] = [];
  for (const source of sources.filter(({ id }) => build.batches[id] !== undefined)) {
    const versions = await services.workspaces.mappings(services.directory, source.id);
    const mapping = versions.find(({ version }) => version === build.mappings[source.id]);
    if (!mapping) continue;
    const applied = new Set(build.batches[source.id]);
    const batches = (await services.bronze.batches(source.id)).filter((batch) =>
      applied.has(batch.batch_id),
    );
    states.push({ source, mapping, batches, held: null, held_action: null, drift: [] });
  }
  return states;
}
