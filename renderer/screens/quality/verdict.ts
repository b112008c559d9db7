import type { CheckResult } from "#contract/quality.ts";
import type { QualitySummary } from "#contract/runs.ts";

export type Mark = "good" | "warn" | "broken" | "unknown";

export interface Verdict {
  readonly mark: Mark;
  /** Which sentence says it. */
  readonly kind: "failed" | "skipped" | "warned" | "clear" | "nothing";
  /** Checks the sentence is about. */
  readonly checks: number;
  /** Rows those checks found, a row counted once per check. */
  readonly rows: number;
}

/**
 * The one sentence about all checks. Good only if every check that applies ran and passed: a skipped check
 * proves nothing, so it never lets the whole look good.
 */
export function verdictOf(summary: QualitySummary, checks: readonly CheckResult[]): Verdict {
  const rows = (status: CheckResult["status"]): number =>
    checks.reduce((sum, check) => (check.status === status ? sum + check.rows_failed : sum), 0);
  const { failed, skipped, warned, passed } = summary;
  if (failed > 0) return { mark: "broken", kind: "failed", checks: failed, rows: rows("failed") };
  if (skipped > 0) return { mark: "unknown", kind: "skipped", checks: skipped, rows: 0 };
  if (warned > 0) return { mark: "warn", kind: "warned", checks: warned, rows: rows("warned") };
  if (passed > 0) return { mark: "good", kind: "clear", checks: passed, rows: 0 };
  return { mark: "unknown", kind: "nothing", checks: summary.checks, rows: 0 };
}

const MARKS: Readonly<Record<CheckResult["status"], Mark | null>> = {
  failed: "broken",
  warned: "warn",
  skipped: "unknown",
  passed: "good",
  not_applicable: null,
};

/** Sign of one status; null for what does not apply. */
export const markOf = (status: CheckResult["status"]): Mark | null => MARKS[status];
