import type { Services } from "#app/services.ts";
import type { RunResult } from "#contract/runs.ts";
import { AppError } from "#domain/errors.ts";
import type { Build } from "#domain/run/build.ts";
import { activeDecisions } from "#domain/quality/decisions.ts";
import type { Mapping } from "#domain/workspace.ts";
import { deriveBuild } from "./build-steps.ts";
import { closeBuild } from "./close-build.ts";
import type { RunContext, SourceState } from "./context.ts";
import { localDate } from "./local-date.ts";
import { Draft } from "./draft.ts";
import type { SourceRead } from "./ingest.ts";
import { readSources } from "./read-sources.ts";
import { failedResult } from "./results.ts";
import type { Opening, RunInputs } from "./run-types.ts";
import { unchangedResult } from "./unchanged-result.ts";
import { isUnchanged } from "./unchanged.ts";

/** One run: read sources, derive the draft, check it, close it. The draft is gone if anything fails. */
export async function runOnce(inputs: RunInputs): Promise<RunResult> {
  const opening = await open(inputs);
  const draft = new Draft(inputs, opening);
  try {
    const reads = await readSources(inputs, opening, draft);
    const failure = cannotGoOn(opening, reads);
    if (failure) return failedResult(inputs, reads, failure, opening);
    const context = await draftContext(inputs, opening);
    if (isUnchanged(context)) return await unchangedResult(inputs, reads, opening);
    const session = await draft.open();
    const live: RunContext = { ...context, draft: session, session };
    const derived = await deriveBuild(live);
    return await closeBuild(live, derived, reads, inputs.request);
  } finally {
    await draft.discard();
  }
}

async function open({ services, request, record }: RunInputs): Promise<Opening> {
  const workspace = await services.workspaces.open(services.directory);
  const sources = workspace.sources.filter((source) => source.removed_at === undefined);
  if (sources.length === 0) {
    throw new AppError("usage", "No source is connected yet, so there is nothing to run.", {
      hint: "Connect one with `source add`, or start with `init --sample`.",
    });
  }
  const parent = await services.builds.newest();
  if (parent) await requireSpace(services, parent);
  const states: SourceState[] = [];
  for (const source of sources) {
    const mapping = await services.workspaces.mapping(services.directory, source.id);
    states.push({
      source,
      mapping: mapping ?? noMapping(source.id),
      batches: await services.bronze.batches(source.id),
      held: null,
      held_action: null,
      drift: [],
    });
  }
  void request;
  return { workspace, parent, states, as_of: localDate(record.started_at, workspace.time_zone) };
}

function noMapping(source_id: string): Mapping {
  return {
    source_id,
    version: 0,
    created_at: "",
    entities: {},
    formats: {},
    header_aliases: {},
  };
}

/** A run writes a whole new build beside the old ones; running out half-way would only waste time. */
async function requireSpace(services: Services, parent: Build): Promise<void> {
  const free = await services.builds.freeBytes();
  const needed = 2 * parent.bytes;
  if (free >= needed) return;
  const megabytes = (bytes: number) => `${Math.ceil(bytes / 1e6)} MB`;
  throw new AppError(
    "disk_full",
    `The disk has ${megabytes(free)} free; a run needs ${megabytes(needed)}.`,
    { hint: "Free some space, then run again. Published reports are unchanged." },
  );
}

/** Nothing to stand on: every source is held, or orders could never be read. */
function cannotGoOn(opening: Opening, reads: Record<string, SourceRead>): string | null {
  const { states } = opening;
  // Sources of one spreadsheet fail together and for one reason, which is said once.
  const why = [...new Set(states.map((state) => state.held).filter((text) => text !== null))];
  if (Object.values(reads).every((read) => read.held)) {
    return `No source could be read. ${why.join(" ")}`;
  }
  const orders = states.filter((state) => state.mapping.entities.orders !== undefined);
  const never = orders.filter((state) => state.held !== null && state.batches.length === 0);
  if (orders.length > 0 && never.length === orders.length) {
    return `Orders could not be read for the first time. ${never.map((s) => s.held).join(" ")}`;
  }
  return null;
}

async function draftContext(
  inputs: RunInputs,
  opening: Opening,
): Promise<Omit<RunContext, "session" | "draft">> {
  const { services, request, record, log, signal, progress } = inputs;
  return {
    services,
    workspace: opening.workspace,
    run: record.number,
    run_id: record.id,
    as_of: opening.as_of,
    started_at: record.started_at,
    parent: request.full ? null : opening.parent,
    full: request.full,
    again: request.again ?? new Set(),
    catalogue: await services.models(),
    sources: opening.states,
    changes: new Map(),
    waivers: activeDecisions(await services.decisions.all(), opening.as_of),
    log,
    progress,
    signal,
  };
}
