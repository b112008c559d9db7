import type { RunResult } from "#contract/runs.ts";
import { agedResults } from "#domain/quality/aging.ts";
import { definedChecks } from "#domain/quality/catalogue.ts";
import { summarise } from "#domain/quality/results.ts";
import type { Build } from "#domain/run/build.ts";
import type { SourceRead } from "./ingest.ts";
import { localDate } from "./local-date.ts";
import { heldFindings } from "./results.ts";
import type { Opening, RunInputs } from "./run-types.ts";
import { secondsBetween } from "./run-types.ts";

/**
 * Counts are those of the build that still stands; what was fresh when it was checked is judged again,
 * because a source that stopped is just the one that never changes.
 */
export async function unchangedResult(
  inputs: RunInputs,
  reads: Record<string, SourceRead>,
  opening: Opening,
): Promise<RunResult> {
  const { services, record } = inputs;
  const build = opening.parent as Build;
  const summary = build.summary as unknown as RunResult;
  const quality = await agedQuality(inputs, opening, build);
  const finished = services.clock.now().toISOString();
  return {
    ...summary,
    run_id: record.id,
    build_id: build.build_id,
    status: "unchanged",
    published: false,
    started_at: record.started_at,
    finished_at: finished,
    layers: { ...summary.layers, bronze: reads },
    quality: quality ?? summary.quality,
    seconds: secondsBetween(record.started_at, finished),
    findings: heldFindings(opening.states),
  };
}

async function agedQuality(
  { services, record }: RunInputs,
  opening: Opening,
  build: Build,
): Promise<RunResult["quality"] | null> {
  const journal = services.journal();
  const last = journal.latestCheckedRun();
  if (last?.build_id !== build.build_id) return null;
  const { models } = await services.models();
  const at = services.clock.now().toISOString();
  const results = agedResults(journal.checks(last.id), definedChecks(models), {
    from: localDay(last.started_at, opening),
    to: opening.as_of,
    at,
    run_id: last.id,
  });
  journal.recordChecks(record.id, opening.as_of, results);
  const { score, checks, passed, warned, failed, skipped, not_applicable } = summarise(results, at);
  return { score, checks, passed, warned, failed, skipped, not_applicable };
}

function localDay(instant: string, opening: Opening): string {
  return localDate(instant, opening.workspace.time_zone);
}
