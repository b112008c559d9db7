import type { TableProfile } from "#contract/explore.ts";
import { plainText } from "./columns.ts";

export type ColumnProfile = TableProfile["columns"][number];

/** Share of rows with a value, 0 to 100; null without rows. */
export function fillRate(column: Pick<ColumnProfile, "rows" | "filled">): number | null {
  return column.rows === 0 ? null : (column.filled / column.rows) * 100;
}

/** A percentage that never rounds up to 100 nor down to 0. */
export function honestPercent(percent: number, digits = 0): number {
  const unit = 10 ** -digits;
  const rounded = Math.round(percent / unit) * unit;
  if (rounded >= 100 && percent < 100) return 100 - unit;
  if (rounded <= 0 && percent > 0) return unit;
  return Number(rounded.toFixed(digits));
}

export interface Bar {
  readonly label: string;
  readonly rows: number;
  /** Height or width, 0 to 1, against the largest bar. */
  readonly share: number;
}

/** Bars of a column: its histogram, else its most frequent values and the rest. */
export function barsOf(column: ColumnProfile): readonly Bar[] {
  const bins = column.histogram.map(({ from, to, rows }) => ({ label: `${from} – ${to}`, rows }));
  const tops = column.top.map(({ value, rows }) => ({ label: plainText(value), rows }));
  const bars = bins.length > 1 ? bins : tops;
  const largest = Math.max(1, ...bars.map(({ rows }) => rows));
  return bars.map((bar) => ({ ...bar, share: bar.rows / largest }));
}

/** What the header says in a few words: a key, a constant, empty, or nothing special. */
export function characterOf(
  column: Pick<ColumnProfile, "rows" | "filled" | "distinct">,
): "empty" | "unique" | "constant" | "mixed" {
  if (column.filled === 0) return "empty";
  if (column.distinct === 1 && column.filled > 1) return "constant";
  return column.distinct >= column.filled && column.filled > 1 && column.rows <= 1_000_000
    ? "unique"
    : "mixed";
}
