import type { JsonValue } from "#domain/json.ts";
import type { Check, CheckKind } from "./catalogue.ts";
import type { Dimension, Severity } from "./dimensions.ts";

/**
 * skipped: should have run and did not. not_applicable: nothing to check (entity not connected, no rows,
 * band still learning); neither is ever counted as passed.
 */
export const CHECK_STATUSES = ["passed", "warned", "failed", "skipped", "not_applicable"] as const;
export type CheckStatus = (typeof CHECK_STATUSES)[number];

/** Where all failing rows of a check are: a file of the build's folder, or a table of the build itself. */
export type FailingRows =
  | { readonly in: "file"; readonly file: string }
  /** `sql` selects them on the closed build. */
  | { readonly in: "build"; readonly table: string; readonly sql: string };

/** One defined check as one run found it, with the texts that explain it. JSON-safe. */
export interface CheckResult {
  readonly check: string;
  readonly table: string;
  /** What people read for the table, e.g. `Order lines`. */
  readonly label: string;
  readonly layer: string;
  readonly kind: CheckKind;
  readonly column: string | null;
  readonly dimension: Dimension;
  readonly severity: Severity;
  readonly owner: string;
  readonly says: string;
  readonly todo: string;
  readonly status: CheckStatus;
  /** True if the build may not be published without a written reason. */
  readonly holds: boolean;
  readonly rows_checked: number;
  readonly rows_failed: number;
  /** Why it was skipped or does not apply, what was measured, or why it holds. */
  readonly reason: string | null;
  /** What a learned band or a freshness check looks at: rows or days. */
  readonly measured: number | null;
  /** ISO instant of the first run of the unbroken series of runs in which it did not pass. */
  readonly since: string | null;
  readonly failing: FailingRows | null;
  /** Up to five failing rows, for texts. */
  readonly examples: readonly { readonly [name: string]: JsonValue }[];
  /** Run whose answer still stands because nothing it reads changed since. */
  readonly carried_from: string | null;
  /** Changes when the definition changes. */
  readonly fingerprint: string;
}

export interface QualityResult {
  /** 0 to 100, one decimal; 100 only if every check that applies has passed; null if none applies. */
  readonly score: number | null;
  /** All defined checks: the sum of the five counts below. */
  readonly checks: number;
  readonly passed: number;
  readonly warned: number;
  readonly failed: number;
  readonly skipped: number;
  readonly not_applicable: number;
  /** Rows looked at: of each silver table once, those set aside included. */
  readonly rows: number;
  /** ISO instant of the evaluation. */
  readonly checked_at: string;
  /** Ids of the checks that hold the build; empty if none. */
  readonly holding: readonly string[];
  readonly results: readonly CheckResult[];
}

/** What evaluating a check found; everything else in its result follows from the definition. */
export interface Outcome {
  readonly status: CheckStatus;
  readonly rows_checked?: number;
  readonly rows_failed?: number;
  readonly holds?: boolean;
  readonly reason?: string | null;
  readonly measured?: number | null;
  readonly failing?: FailingRows | null;
  readonly examples?: CheckResult["examples"];
  readonly carried_from?: string | null;
}

export interface PastResult {
  readonly status: CheckStatus;
  readonly since: string | null;
}

/**
 * Since when a check has not passed. A skipped or inapplicable run proves nothing, so it keeps the
 * earlier date; only a pass ends the series.
 */
export function sinceOf(
  status: CheckStatus,
  previous: PastResult | undefined,
  at: string,
): string | null {
  if (status === "passed") return null;
  const earlier = previous?.since ?? null;
  return status === "not_applicable" ? earlier : (earlier ?? at);
}

/** Joins a definition with what was found. `at` is the ISO instant of this evaluation. */
export function toResult(
  check: Check,
  outcome: Outcome,
  previous: PastResult | undefined,
  at: string,
  fingerprint: string,
): CheckResult {
  return {
    check: check.id,
    table: check.table,
    label: check.label,
    layer: check.layer,
    kind: check.kind,
    column: check.column,
    dimension: check.dimension,
    severity: check.severity,
    owner: check.owner,
    says: check.says,
    todo: check.todo,
    status: outcome.status,
    holds: outcome.holds ?? false,
    rows_checked: outcome.rows_checked ?? 0,
    rows_failed: outcome.rows_failed ?? 0,
    reason: outcome.reason ?? null,
    measured: outcome.measured ?? null,
    since: sinceOf(outcome.status, previous, at),
    failing: outcome.failing ?? null,
    examples: outcome.examples ?? [],
    carried_from: outcome.carried_from ?? null,
    fingerprint,
  };
}

const count = (results: readonly CheckResult[], status: CheckStatus): number =>
  results.filter((result) => result.status === status).length;

/** Rows looked at by these results: per silver table the most any of its checks saw; without any, of all tables. */
export function rowsSeen(results: readonly CheckResult[]): number {
  const silver = results.filter((result) => result.layer === "silver");
  const most = new Map<string, number>();
  for (const { table, rows_checked } of silver.length > 0 ? silver : results) {
    most.set(table, Math.max(most.get(table) ?? 0, rows_checked));
  }
  return [...most.values()].reduce((sum, rows) => sum + rows, 0);
}

/** Sums the results up. */
export function summarise(results: readonly CheckResult[], checked_at: string): QualityResult {
  return {
    score: scoreOf(results),
    checks: results.length,
    passed: count(results, "passed"),
    warned: count(results, "warned"),
    failed: count(results, "failed"),
    skipped: count(results, "skipped"),
    not_applicable: count(results, "not_applicable"),
    rows: rowsSeen(results),
    checked_at,
    holding: results.filter((result) => result.holds).map((result) => result.check),
    results,
  };
}

/** Share of its weight that a check earns. */
function credit(result: CheckResult): number {
  if (result.status === "passed") return 1;
  if (result.status !== "warned") return 0;
  if (result.rows_checked === 0 || result.rows_failed === 0) return 0.5;
  return 0.9 * (1 - Math.min(1, result.rows_failed / result.rows_checked));
}

/**
 * The quality score, 0 to 100: the weighted mean of what each applicable check earns, cut (never
 * rounded) to one decimal. Weights: error 2, warn 1. Earned: passed 1; warned 0.9 × share of good rows,
 * 0.5 where no rows are counted; failed and skipped 0. Checks that do not apply do not count; null if none does.
 */
export function scoreOf(results: readonly CheckResult[]): number | null {
  const applicable = results.filter((result) => result.status !== "not_applicable");
  const weight = (result: CheckResult): number => (result.severity === "error" ? 2 : 1);
  const total = applicable.reduce((sum, result) => sum + weight(result), 0);
  if (total === 0) return null;
  const earned = applicable.reduce((sum, result) => sum + weight(result) * credit(result), 0);
  if (applicable.every((result) => result.status === "passed")) return 100;
  return Math.min(99.9, Math.floor((earned / total) * 1000) / 10);
}
