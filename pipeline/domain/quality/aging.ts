import type { Check } from "./catalogue.ts";
import { judgeFreshness } from "./judge.ts";
import { type CheckResult, toResult } from "./results.ts";

const days = (from: string, to: string): number =>
  Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);

/**
 * The results of a build as they read on a later day on which nothing changed: what was fresh then may be
 * stale now, and a source that stopped is just the one that never changes. All other results stand.
 * @param from,to `YYYY-MM-DD`. @param at ISO instant of this evaluation. @param run_id run the results are from.
 */
export function agedResults(
  results: readonly CheckResult[],
  checks: readonly Check[],
  { from, to, at, run_id }: { from: string; to: string; at: string; run_id: string },
): readonly CheckResult[] {
  const defined = new Map(checks.map((check) => [check.id, check]));
  return results.map((result) => {
    const carried = { ...result, carried_from: result.carried_from ?? run_id };
    const check = defined.get(result.check);
    const fresh = result.status !== "not_applicable" && result.status !== "skipped";
    if (check?.kind !== "freshness" || !fresh) return carried;
    const age = result.measured === null ? null : result.measured + days(from, to);
    const outcome = judgeFreshness(check, result.rows_checked, age);
    return toResult(check, outcome, result, at, result.fingerprint);
  });
}
