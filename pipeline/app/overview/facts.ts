import type { Services } from "#app/services.ts";
import { resultOf } from "#app/run/list-runs.ts";
import { type CheckResult, summarise } from "#domain/quality/results.ts";
import type { QualityResult } from "#domain/quality/results.ts";
import type { Reading } from "#domain/quality/sentences.ts";
import type { Batch } from "#domain/run/batch.ts";
import type { Build } from "#domain/run/build.ts";
import type { Mapping, Source, Workspace } from "#domain/workspace.ts";
import type { RunRecord } from "#ports/journal.ts";
import type { HeldRead } from "#ports/lake.ts";
import type { PublishedVersion } from "#ports/publisher.ts";
import type { RunResult } from "#contract/runs.ts";

/** A source that is read, with what is known about it without reading it. */
export interface SourceFacts {
  readonly source: Source;
  readonly mapping: Mapping | null;
  readonly batches: readonly Batch[];
  readonly held: HeldRead | null;
}

/** Everything the overview is told from, read once. */
export interface Facts {
  readonly workspace: Workspace;
  readonly sources: readonly SourceFacts[];
  readonly build: Build | null;
  readonly published: PublishedVersion | null;
  /** The newest run or backfill; a re-check is none. */
  readonly run: RunRecord | null;
  readonly result: RunResult | null;
  /** The newest run that checked, and what it found. */
  readonly checked: { readonly run: RunRecord; readonly quality: QualityResult } | null;
  readonly reading: Reading;
}

export async function gatherFacts(services: Services): Promise<Facts> {
  const workspace = await services.workspaces.open(services.directory);
  const journal = services.journal();
  const active = workspace.sources.filter((source) => source.removed_at === undefined);
  const current = await services.publisher.current();
  const versions = await services.publisher.versions();
  const run = journal.runs({ limit: 20 }).find((one) => one.purpose !== "recheck") ?? null;
  const now = services.clock.now().toISOString();
  return {
    workspace,
    sources: await Promise.all(active.map((source) => sourceFacts(services, source))),
    build: await services.builds.newest(),
    published: versions.find((version) => version.version === current?.version) ?? null,
    run,
    result: run ? resultOf(run) : null,
    checked: checkedFacts(services),
    reading: { now, time_zone: workspace.time_zone },
  };
}

async function sourceFacts(services: Services, source: Source): Promise<SourceFacts> {
  const [mapping, batches, held] = await Promise.all([
    services.workspaces.mapping(services.directory, source.id),
    services.bronze.batches(source.id),
    services.bronze.held(source.id),
  ]);
  return { source, mapping, batches, held };
}

function checkedFacts(services: Services): Facts["checked"] {
  const journal = services.journal();
  const run = journal.latestCheckedRun();
  if (!run) return null;
  const results: readonly CheckResult[] = journal.checks(run.id);
  return { run, quality: summarise(results, run.finished_at ?? run.started_at) };
}
