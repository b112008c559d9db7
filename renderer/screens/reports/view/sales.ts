import {
  amount,
  byMonth,
  flag,
  groupBy,
  number,
  type ReportTable,
  type Row,
  rowsOf,
  sum,
  text,
} from "./cells.ts";

export interface RankedProduct {
  readonly key: string;
  readonly name: string;
  readonly category: string;
  readonly revenue: number;
  readonly percent: number | null;
}

export interface SellersView {
  /** Newest first; the empty one holds sales without a known date. */
  readonly months: readonly string[];
  readonly month: string;
  readonly complete: boolean;
  readonly best: readonly RankedProduct[];
  readonly worst: readonly RankedProduct[];
  /** Share of the ten best in the month, 0 to 100. */
  readonly bestPercent: number;
}

/** The ten best and ten worst of a month; without a wish the newest month that is over. */
export function sellersView(table: ReportTable, wanted?: string): SellersView {
  const rows = rowsOf(table);
  const groups = groupBy(rows, "month");
  const months = [...groups.keys()].sort((a, b) => b.localeCompare(a));
  const over = months.find((m) => m !== "" && flag(groups.get(m)![0]!, "is_complete"));
  const month = wanted !== undefined && groups.has(wanted) ? wanted : (over ?? months[0] ?? "");
  const mine = groups.get(month) ?? [];
  const best = ranked(mine, "best_rank");
  return {
    months,
    month,
    complete: mine.length === 0 || flag(mine[0]!, "is_complete"),
    best,
    worst: ranked(mine, "worst_rank"),
    bestPercent: best.reduce((total, { percent }) => total + (percent ?? 0), 0),
  };
}

function ranked(rows: readonly Row[], rank: string): readonly RankedProduct[] {
  return rows
    .filter((row) => amount(row, rank) >= 1 && amount(row, rank) <= 10)
    .sort((a, b) => amount(a, rank) - amount(b, rank))
    .map((row) => ({
      key: text(row, "product_key"),
      name: text(row, "product_name"),
      category: text(row, "category"),
      revenue: amount(row, "revenue"),
      percent: number(row, "revenue_percent"),
    }));
}

export interface MonthPoint {
  readonly month: string;
  readonly value: number | null;
  readonly orders: number;
  readonly complete: boolean;
}

/** Mean order value and orders, one point a month, oldest first. */
export function orderValueView(table: ReportTable): readonly MonthPoint[] {
  return byMonth(rowsOf(table)).flatMap(([month, rows]) =>
    rows.map((row) => ({
      month,
      value: number(row, "average_order_value"),
      orders: amount(row, "order_count"),
      complete: flag(row, "is_complete"),
    })),
  );
}

/** The newest month that is over against the one before; null with fewer than two. */
export function lastChange(points: readonly MonthPoint[]): {
  readonly month: string;
  readonly value: number;
  readonly percent: number;
} | null {
  const over = points.filter((point) => point.complete && point.value !== null);
  const [before, last] = over.slice(-2);
  if (!before?.value || !last || last.value === null) return null;
  return {
    month: last.month,
    value: last.value,
    percent: ((last.value - before.value) / before.value) * 100,
  };
}

export interface DayPoint {
  readonly day: string;
  readonly revenue: number;
  readonly revenueMean: number | null;
  readonly orders: number;
  readonly ordersMean: number | null;
  readonly complete: boolean;
}

export interface DaysView {
  readonly days: readonly DayPoint[];
  readonly revenue: number;
  readonly orders: number;
  readonly best: DayPoint | null;
  /** Revenue of lines whose order has not arrived: it has no day. */
  readonly undated: number;
}

/** The newest `length` days; all of them without. */
export function daysView(table: ReportTable, length?: number): DaysView {
  const rows = rowsOf(table);
  const dated = rows
    .filter((row) => text(row, "date") !== "")
    .sort((a, b) => text(a, "date").localeCompare(text(b, "date")));
  const shown = length === undefined ? dated : dated.slice(-length);
  const days = shown.map((row) => ({
    day: text(row, "date"),
    revenue: amount(row, "revenue"),
    revenueMean: number(row, "revenue_7_day_mean"),
    orders: amount(row, "order_count"),
    ordersMean: number(row, "orders_7_day_mean"),
    complete: flag(row, "is_complete"),
  }));
  return {
    days,
    revenue: sum(shown, "revenue"),
    orders: sum(shown, "order_count"),
    best: days.reduce<DayPoint | null>(
      (best, day) => (best === null || day.revenue > best.revenue ? day : best),
      null,
    ),
    undated: sum(
      rows.filter((row) => text(row, "date") === ""),
      "revenue",
    ),
  };
}
