import {
  amount,
  byMonth,
  groupBy,
  number,
  percentOf,
  type ReportTable,
  rowsOf,
  sum,
  text,
} from "./cells.ts";

export const GROUPINGS = ["segment", "age_band", "gender", "region"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface MatrixCell {
  readonly row: string;
  readonly column: string;
  readonly value: number | null;
  /** 100 is what everyone buys of it. */
  readonly affinity: number | null;
}
export interface MatrixView {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly MatrixCell[];
  /** The cell furthest above what everyone buys, among groups with some weight. */
  readonly standsOut: MatrixCell | null;
}

/** Groups of customers by category: the largest groups and categories first. */
export function whoBuysView(table: ReportTable, grouping: Grouping): MatrixView {
  const rows = rowsOf(table).filter((row) => text(row, "section") === grouping);
  const names = (column: string) =>
    [...groupBy(rows, column)]
      .map(([name, group]) => ({ name, revenue: sum(group, "revenue") }))
      .sort((a, b) => b.revenue - a.revenue)
      .map(({ name }) => name);
  const cells = rows.map((row) => ({
    row: text(row, "group_name"),
    column: text(row, "category"),
    value: number(row, "percent_of_group"),
    affinity: number(row, "affinity"),
  }));
  const weighty = cells.filter(
    (cell) => (cell.value ?? 0) >= 5 && cell.row !== "Unknown" && cell.affinity !== null,
  );
  const top = weighty.sort((a, b) => b.affinity! - a.affinity!)[0];
  return {
    rows: names("group_name"),
    columns: names("category"),
    cells,
    standsOut: top ?? null,
  };
}

export interface NewReturningMonth {
  readonly month: string;
  readonly fresh: number;
  readonly returning: number;
  readonly unknown: number;
}

/** Revenue of new and of returning customers, one column a month. */
export function newReturningView(table: ReportTable): readonly NewReturningMonth[] {
  const rows = rowsOf(table).filter((row) => text(row, "section") === "new_or_returning");
  return byMonth(rows).map(([month, group]) => {
    const of = (name: string) =>
      sum(
        group.filter((row) => text(row, "group_name") === name),
        "revenue",
      );
    return { month, fresh: of("New"), returning: of("Returning"), unknown: of("Unknown") };
  });
}

export interface ScoreCell {
  /** 1 to 5: how recently, and how often. */
  readonly recency: number;
  readonly frequency: number;
  readonly customers: number;
  readonly averageValue: number | null;
}
export interface CohortRow {
  /** `YYYY-MM-01` of the first order. */
  readonly month: string;
  readonly size: number;
  /** Share that ordered so many months later, 0 to 100; index is the month. */
  readonly retention: readonly (number | null)[];
}
export interface SegmentBar {
  readonly name: string;
  readonly customers: number;
  readonly averageValue: number | null;
}
export interface CustomerView {
  readonly scores: readonly ScoreCell[];
  readonly cohorts: readonly CohortRow[];
  readonly segments: readonly SegmentBar[];
  /** Of the customers of cohorts old enough, how many ordered again in the month after, 0 to 100. */
  readonly nextMonth: number | null;
}

export function customerView(table: ReportTable): CustomerView {
  const rows = rowsOf(table);
  const of = (section: string) => rows.filter((row) => text(row, "section") === section);
  const cohorts = [...groupBy(of("cohort"), "row_key")]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, group]) => cohort(key, group));
  return {
    scores: of("rfm").map((row) => ({
      recency: amount(row, "row_key"),
      frequency: amount(row, "column_key"),
      customers: amount(row, "customer_count"),
      averageValue: number(row, "average_value"),
    })),
    cohorts,
    segments: of("segment")
      .map((row) => ({
        name: text(row, "row_key"),
        customers: amount(row, "customer_count"),
        averageValue: number(row, "average_value"),
      }))
      .sort((a, b) => (b.averageValue ?? 0) - (a.averageValue ?? 0)),
    nextMonth: nextMonth(cohorts),
  };
}

function cohort(key: string, rows: Parameters<typeof sum>[0]): CohortRow {
  const at = (index: number) => rows.find((row) => amount(row, "column_key") === index);
  const first = at(0);
  const length = Math.max(0, ...rows.map((row) => amount(row, "column_key"))) + 1;
  return {
    month: `${key.slice(0, 4)}-${key.slice(4, 6)}-01`,
    size: first ? amount(first, "customer_count") : 0,
    retention: Array.from({ length }, (_, index) => {
      const row = at(index);
      return row ? number(row, "retention_percent") : null;
    }),
  };
}

function nextMonth(cohorts: readonly CohortRow[]): number | null {
  const old = cohorts.filter(({ retention }) => retention.length > 1);
  const size = old.reduce((total, { size }) => total + size, 0);
  const back = old.reduce((total, c) => total + (c.size * (c.retention[1] ?? 0)) / 100, 0);
  return percentOf(back, size);
}
