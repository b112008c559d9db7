import { inParallel } from "#domain/in-parallel.ts";
import type { ExpectedOrigin } from "#ports/remote-tables.ts";
import type { SourceState } from "./context.ts";
import { type Draft, DraftLane } from "./draft.ts";
import { ingestSource } from "./ingest.ts";
import type { SourceRead } from "./ingest.ts";
import type { Opening, RunInputs } from "./run-types.ts";

/** While one source is looked through or made durable, others are parsed. */
const AT_ONCE = 3;

/** Reads what is new of every source into bronze; source id → what it brought, in workspace order. */
export async function readSources(
  inputs: RunInputs,
  opening: Opening,
  draft: Draft,
): Promise<Record<string, SourceRead>> {
  const { states } = opening;
  inputs.services.files.announce?.(states.map((state) => expected(state, inputs.request.full)));
  const lanes = Array.from({ length: AT_ONCE }, () => new DraftLane(draft));
  try {
    const reads = await inParallel(lanes, states, (lane, state) =>
      readSource(inputs, opening, lane, state),
    );
    return Object.fromEntries(states.map(({ source }, place) => [source.id, reads[place]!]));
  } finally {
    for (const lane of lanes) await lane.close();
  }
}

/** What bronze has of a source: services that can read from there on need not give all of it. */
function expected({ source, batches }: SourceState, full: boolean): ExpectedOrigin {
  const since = full ? undefined : batches.at(-1)?.object.revision;
  return { origin: source.origin, ...(since !== undefined && { since }) };
}

async function readSource(
  { services, record, request, signal, progress, log }: RunInputs,
  { states, workspace }: Opening,
  lane: DraftLane,
  state: SourceState,
): Promise<SourceRead> {
  const { source } = state;
  progress({
    step: `bronze.${source.id}`,
    label: `Reading ${source.name}`,
    fraction: 0.02 + (0.33 * states.indexOf(state)) / states.length,
  });
  const read = await ingestSource(
    {
      services,
      run: record.number,
      full: request.full,
      started_at: record.started_at,
      time_zone: workspace.time_zone,
      settings: workspace.settings.shrink_limit,
      session: () => lane.open(),
      temporary_folder: services.limits().temporary_folder,
      signal,
    },
    state,
  );
  log.info("source read", { source: source.id, ...read, held_because: state.held });
  return read;
}
