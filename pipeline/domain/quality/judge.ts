import type { Band } from "./band.ts";
import type { Check } from "./catalogue.ts";
import type { Outcome } from "./results.ts";

/** How a run read one entity. */
export interface EntityCounts {
  /** Rows judged, blank rows left out. */
  readonly rows_read: number;
  /** Rows of the silver table now. */
  readonly rows_kept: number;
  /** Rows of the silver table in the build before; 0 if there was none. */
  readonly rows_before: number;
  /** Rows that break a rule, for every row rule of the entity, zeros included; waived rows left out. */
  readonly broken: Readonly<Record<string, number>>;
}

/** Mapped columns of an entity against the headers that were read. */
export interface DeclaredColumns {
  readonly declared: number;
  /** Plain names of mapped columns whose header is gone, e.g. `Orders: cust_mail`. */
  readonly missing: readonly string[];
  /** One of the missing columns is required: its source is held. */
  readonly required_missing: boolean;
}

export interface QuarantineLimit {
  readonly rows: number;
  readonly share: number;
}

export const NO_ROWS = "There are no rows to check.";

const notApplicable = (reason: string): Outcome => ({ status: "not_applicable", reason });

/**
 * A row rule over the rows of its entity. Bad rows of an `error` rule are set aside and the rest goes on
 * (warned); it fails, and holds, when it takes more than the limit or leaves nothing where rows had been.
 */
export function judgeRowRule(
  check: Check,
  counts: EntityCounts | undefined,
  limit: QuarantineLimit,
): Outcome {
  const failed = counts?.broken[check.name];
  if (!counts || failed === undefined) {
    return { status: "skipped", reason: "The rows were not checked against this rule." };
  }
  const seen = { rows_checked: counts.rows_read, rows_failed: failed };
  if (counts.rows_read === 0) return notApplicable(NO_ROWS);
  if (failed === 0) return { ...seen, status: "passed" };
  const reason = check.severity === "error" ? holdReason(counts, failed, limit) : null;
  return reason === null
    ? { ...seen, status: "warned" }
    : { ...seen, status: "failed", holds: true, reason };
}

function holdReason(counts: EntityCounts, failed: number, limit: QuarantineLimit): string | null {
  if (counts.rows_kept === 0 && counts.rows_before > 0) {
    return `No row is left where there were ${counts.rows_before}.`;
  }
  const allowed = Math.max(limit.rows, Math.floor(limit.share * counts.rows_read));
  return failed > allowed
    ? `It sets aside ${failed} of ${counts.rows_read} rows; up to ${allowed} go unasked.`
    : null;
}

/** A check that counts failing rows of a table. Timeliness never holds a build. */
export function judgeRows(check: Check, checked: number, failed: number): Outcome {
  if (checked === 0 && failed === 0) return notApplicable(NO_ROWS);
  const seen = { rows_checked: checked, rows_failed: failed };
  return failed === 0 ? { ...seen, status: "passed" } : { ...seen, ...verdict(check) };
}

function verdict(check: Check): Pick<Outcome, "status" | "holds"> {
  if (check.severity === "warn") return { status: "warned" };
  return { status: "failed", holds: check.dimension !== "timeliness" };
}

/** @param age days from the newest date up to the build's date; null if no date lies before it. */
export function judgeFreshness(
  check: Check & { kind: "freshness" },
  checked: number,
  age: number | null,
): Outcome {
  if (checked === 0) return notApplicable(NO_ROWS);
  const seen = { rows_checked: checked, measured: age };
  if (age !== null && age <= check.max_days) return { ...seen, status: "passed" };
  const reason =
    age === null
      ? "All dates lie in the future."
      : `The newest is ${age} days old; ${check.max_days} are usual.`;
  return { ...seen, status: check.severity === "error" ? "failed" : "warned", reason };
}

/** The row count against what past runs lead us to expect. */
export function judgeBand(check: Check, rows: number, band: Band): Outcome {
  const seen = { rows_checked: rows, measured: rows };
  if (band.state === "learning") {
    const reason = `Still learning what is usual: ${band.runs} of 7 runs seen.`;
    return { ...seen, status: "not_applicable", reason };
  }
  if (rows >= band.low && rows <= band.high) return { ...seen, status: "passed" };
  const reason = `${rows} rows, where ${band.low} to ${band.high} were to be expected.`;
  return { ...seen, ...verdict(check), reason };
}

/**
 * Mapped columns that are gone. It never holds the build: the source whose required column is gone is
 * held already, and the build stands on its last good rows.
 */
export function judgeColumns(check: Check, columns: DeclaredColumns | undefined): Outcome {
  if (!columns)
    return { status: "skipped", reason: "The columns of the source were not compared." };
  if (columns.missing.length === 0) return { status: "passed" };
  const reason = `Missing: ${columns.missing.join(", ")}.`;
  const failed = check.severity === "error" && columns.required_missing;
  return { status: failed ? "failed" : "warned", reason };
}
