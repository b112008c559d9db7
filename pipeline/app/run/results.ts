import type { RunResult } from "#contract/runs.ts";
import type { Finding } from "#domain/findings.ts";
import { missingMapped } from "#domain/run/guards.ts";
import type { SourceState } from "./context.ts";
import type { SourceRead } from "./ingest.ts";
import type { Opening, RunInputs } from "./run-types.ts";
import { secondsBetween } from "./run-types.ts";

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
      action: state.held_action === null ? asOf(state) : `${state.held_action} ${asOf(state)}`,
    }));
}

/** Mapped columns that are gone but not needed: they read as missing, and the run says so. */
export function missingFindings(states: readonly SourceState[]): Finding[] {
  return states.flatMap((state) => {
    const headers = state.batches.at(-1)?.headers ?? [];
    return missingMapped(state.mapping, headers).map((header) => ({
      kind: "missing_column",
      severity: "warn" as const,
      text: `${state.source.name} has no column "${header}" any more; its values count as missing.`,
      action: "Put the column back, or connect the source again without it.",
    }));
  });
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
