import type { Services } from "#app/services.ts";
import type { Handler } from "#app/use-case.ts";
import type { Trend } from "#contract/quality.ts";
import { AppError } from "#domain/errors.ts";
import { rowsSeen, summarise } from "#domain/quality/results.ts";
import type { RunRecord } from "#ports/journal.ts";

type Point = Trend[number];

/** Runs looked through for those that checked: re-checks and failures lie between. */
const LOOKED_AT = 4;

/** `quality.trend`: the score, or one check, over runs; newest last. */
export const trend: Handler<"quality", "trend"> =
  (services) =>
  async ({ check, limit }) =>
    check === undefined ? wholeTrend(services, limit) : checkTrend(services, check, limit);

function checkTrend(services: Services, check: string, limit: number): Trend {
  const history = services.journal().checkHistory(check, { limit });
  if (history.length === 0) {
    throw new AppError("not_found", `No run has a check "${check}".`, {
      hint: "See the names with `quality`.",
    });
  }
  return history.toReversed().map((entry) => ({
    run_id: entry.run_id,
    at: entry.started_at,
    score: null,
    status: entry.status,
    rows_checked: entry.rows_checked,
    rows_failed: entry.rows_failed,
  }));
}

/** What a finished run found never changes, and reading hundreds of results takes a while. */
const known = new WeakMap<Services, Map<string, Point | null>>();

function wholeTrend(services: Services, limit: number): Trend {
  const points = known.get(services) ?? new Map<string, Point | null>();
  known.set(services, points);
  const found: Point[] = [];
  for (const run of services.journal().runs({ limit: limit * LOOKED_AT })) {
    if (run.finished_at === null || found.length >= limit) continue;
    const point = points.get(run.id) ?? pointOf(services, run);
    points.set(run.id, point);
    if (point) found.push(point);
  }
  return found.toReversed();
}

function pointOf(services: Services, run: RunRecord): Point | null {
  const results = services.journal().checks(run.id);
  if (results.length === 0) return null;
  return {
    run_id: run.id,
    at: run.started_at,
    score: summarise(results, run.started_at).score,
    status: null,
    rows_checked: rowsSeen(results),
    rows_failed: results.reduce((sum, result) => sum + result.rows_failed, 0),
  };
}
