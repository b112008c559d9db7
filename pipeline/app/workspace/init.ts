import type { Services } from "#app/services.ts";
import type { Call, Handler } from "#app/use-case.ts";
import { addSource } from "#app/sources/index.ts";

/** Makes a workspace folder, on request with the sample shop connected and ready to run. */
export const init: Handler<"workspace", "init"> = (services) => async (input, call) => {
  const { workspace, created } = await services.workspaces.init(services.directory, {
    time_zone: input.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    currency: input.currency ?? "EUR",
  });
  if (input.sample && (created || workspace.sources.length === 0)) {
    await addSample(services, input.sample, call);
  }
  return workspaceInfo(services);
};

async function addSample(
  services: Services,
  sample: { readonly scale: number; readonly until?: string },
  call: Call,
): Promise<void> {
  call.progress({ step: "sample", label: "Making the sample shop", fraction: null });
  const files = await services.sampleShop(sample);
  // Connected like anybody's files: what the proposal cannot be sure of would stop here.
  for (const { entity, path } of files) {
    const input = { entities: [entity], origin: { kind: "csv" as const, path }, name: entity };
    await addSource(services)({ ...input, map: [], defaults: [], formats: [], read: {} }, call);
  }
}

/** Where the workspace stands. */
export const info: Handler<"workspace", "info"> = (services) => () => workspaceInfo(services);

async function workspaceInfo(services: Services) {
  const workspace = await services.workspaces.open(services.directory);
  const [last] = services.journal().runs({ limit: 1 });
  return {
    id: workspace.id,
    directory: services.directory,
    time_zone: workspace.time_zone,
    currency: workspace.currency,
    sources: workspace.sources.filter((source) => source.removed_at === undefined).length,
    build_id: (await services.builds.newest())?.build_id ?? null,
    published_version: (await services.publisher.current())?.version ?? null,
    last_run: last ? { run_id: last.id, status: last.status, finished_at: last.finished_at } : null,
  };
}
