import type { Services } from "#app/services.ts";
import { resultOf, toSummary } from "#app/run/list-runs.ts";
import type { Call, Handler } from "#app/use-case.ts";
import type { Overview, Waiting } from "#contract/overview.ts";
import { qualitySentence } from "#domain/quality/sentences.ts";
import { completeThrough } from "./complete-through.ts";
import { type Facts, gatherFacts } from "./facts.ts";
import { plannedNights, planSentence, waitingPlan } from "./plan.ts";
import { waitingForRun } from "./pending.ts";
import { overviewSentence } from "./sentence.ts";
import { waitingRows } from "./set-aside.ts";
import { differs, waitingPublish } from "./unpublished.ts";
import { waitingChecks, waitingRuns, waitingSources, worstFirst } from "./waiting.ts";

/** Runs whose score the trend shows. */
const TREND = 30;

/** `workspace.overview`: what happened last, whether it can be trusted, and what waits for a person. */
export const overview: Handler<"workspace", "overview"> = (services) => async (_input, call) => {
  const facts = await gatherFacts(services);
  const { build, published, checked, run } = facts;
  const nights = await plannedNights(services, facts);
  // A night says by itself how it kept to its plan.
  const told = (await services.nights.list()).some(({ run_id }) => run_id === facts.run?.id);
  return {
    empty: facts.sources.length === 0 && build === null,
    last_run: run ? toSummary(run) : null,
    sentence: sentenceOf(facts, told ? null : planSentence(nights, run?.id ?? null)),
    complete_through: build
      ? await completeThrough(services, facts.workspace, build, call.signal)
      : null,
    waiting: worstFirst([
      ...(await everythingWaiting(services, facts, call)),
      ...(await waitingPlan(services, nights, facts)),
    ]),
    quality: checked ? summaryOf(checked.quality) : null,
    rows_checked: checked?.quality.rows ?? null,
    quality_trend: trendOf(services),
    published: published && {
      version: published.version,
      published_at: published.published_at,
      build_id: published.build_id,
    },
    unpublished_changes: build !== null && differs(build, published),
  };
};

async function everythingWaiting(services: Services, facts: Facts, call: Call): Promise<Waiting[]> {
  const { build, published } = facts;
  return [
    ...waitingRuns(facts),
    ...waitingSources(facts),
    ...waitingChecks(facts),
    ...(build ? await waitingRows(services, build, call.signal) : []),
    ...(build ? await waitingPublish(services, build, published, call) : []),
    ...(await waitingForRun(services, facts)),
  ];
}

function sentenceOf(facts: Facts, plan: string | null): string {
  const { run, result, sources, checked, published, reading } = facts;
  const held = sources.filter(({ held: read }) => read !== null && read.accepted === undefined);
  return overviewSentence({
    run: run && toSummary(run),
    result,
    sources: sources.length,
    held: held.map(({ source, held: read, batches }) => ({
      name: source.name,
      as_of: batches.at(-1)?.ingested_at ?? null,
      why: read?.text ?? "",
    })),
    quality: checked ? qualitySentence(checked.quality, reading) : null,
    plan,
    published: published !== null,
    reading,
  });
}

function summaryOf(quality: NonNullable<Facts["checked"]>["quality"]): Overview["quality"] {
  const { score, checks, passed, warned, failed, skipped, not_applicable } = quality;
  return { score, checks, passed, warned, failed, skipped, not_applicable };
}

function trendOf(services: Services): Overview["quality_trend"] {
  return services
    .journal()
    .runs({ limit: TREND * 2 })
    .flatMap((record) => {
      const result = record.build_id === null ? null : resultOf(record);
      if (!result || result.quality.checks === 0) return [];
      return [{ run_id: record.id, at: record.started_at, score: result.quality.score }];
    })
    .slice(0, TREND)
    .toReversed();
}
