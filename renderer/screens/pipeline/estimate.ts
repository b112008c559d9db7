import type { RunResult } from "#contract/runs.ts";

export interface Estimate {
  readonly seconds: number;
  /** What it is taken from. */
  readonly rows: number;
  readonly took: number;
}

/** Rows a run cleaned; 0 for one that found nothing new. */
export function rowsCleaned(result: RunResult): number {
  const silver = Object.values(result.layers.silver);
  return silver.reduce((sum, counts) => sum + counts.rows + counts.quarantined, 0);
}

/**
 * How long deriving `rows` again may take, from the newest run that really worked: building and checking
 * cost the same however few rows there are, so a tenth of that run is the least.
 */
export function estimateFor(rows: number, results: readonly RunResult[]): Estimate | null {
  const basis = results.find((one) => one.status === "succeeded" && rowsCleaned(one) > 0);
  if (!basis) return null;
  const known = rowsCleaned(basis);
  const share = Math.min(1, Math.max(0.1, rows / known));
  return { seconds: basis.seconds * share, rows: known, took: basis.seconds };
}
