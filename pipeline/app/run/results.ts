import type { RunResult } from "#contract/runs.ts";
import type { Build } from "#domain/run/build.ts";
import type { Finding } from "#domain/findings.ts";
import type { SourceState } from "./context.ts";
import type { SourceRead } from "./ingest.ts";
import type { Opening, RunInputs } from "./run-once.ts";
import { secondsBetween } from "./start-run.ts";

const NO_QUALITY = {
  score: null,
  checks: 0,
  passed: 0,
  warned: 0,
  failed: 0,
  skipped: 0,
  not_applicable: 0,
};

/** One sentence per held source: why, and that its last good rows were used. */
export function heldFindings(states: readonly SourceState[]): Finding[] {
  return states
    .filter((state) => state.held !== null)
    .map((state) => ({
      kind: "source_held",
      severity: "warn",
      text: `${state.source.name} is held: ${state.held}`,
      action: asOf(state),
    }));
}

function asOf(state: SourceState): string {
  const last = state.batches.at(-1);
  return last
    ? `Its rows of ${last.ingested_at.slice(0, 10)} are used until then.`
    : "Nothing of it has been read so far.";
}

export function failedResult(
  { services, record }: RunInputs,
  reads: Record<string, SourceRead>,
  cause: string,
  opening: Opening,
): RunResult {
  const finished = services.clock.now().toISOString();
  return {
    run_id: record.id,
    build_id: null,
    status: "failed",
    published: false,
    started_at: record.started_at,
    finished_at: finished,
    layers: { bronze: reads, silver: {}, gold: {} },
    quality: NO_QUALITY,
    seconds: secondsBetween(record.started_at, finished),
    findings: [
      { kind: "run_failed", severity: "error", text: cause },
      ...heldFindings(opening.states),
    ],
  };
}

/** Counts and quality are those of the build that still stands. */
export function unchangedResult(
  { services, record }: RunInputs,
  reads: Record<string, SourceRead>,
  opening: Opening,
): RunResult {
  const finished = services.clock.now().toISOString();
  const summary = (opening.parent as Build).summary as unknown as RunResult;
  return {
    ...summary,
    run_id: record.id,
    build_id: (opening.parent as Build).build_id,
    status: "unchanged",
    published: false,
    started_at: record.started_at,
    finished_at: finished,
    layers: { ...summary.layers, bronze: reads },
    seconds: secondsBetween(record.started_at, finished),
    findings: heldFindings(opening.states),
  };
}
