import {
  amount,
  byMonth,
  flag,
  groupBy,
  number,
  percentOf,
  type ReportTable,
  type Row,
  rowsOf,
  sum,
  text,
} from "./cells.ts";

export const TRENDS = ["rising", "new", "falling", "steady"] as const;

export interface ProductTrend {
  readonly key: string;
  readonly name: string;
  readonly category: string;
  /** Revenue of each month, oldest first. */
  readonly months: readonly { readonly month: string; readonly revenue: number }[];
  readonly recent: number;
  readonly earlier: number;
  readonly change: number;
  readonly percent: number | null;
  readonly trend: string;
}

/** One line a product, the largest gain first; products that never sold in the year are left out. */
export function trendsView(table: ReportTable, trend?: string): readonly ProductTrend[] {
  return [...groupBy(rowsOf(table), "product_key").values()]
    .map(productTrend)
    .filter((product) => trend === undefined || product.trend === trend)
    .filter((product) => product.months.some(({ revenue }) => revenue !== 0))
    .sort((a, b) => b.change - a.change);
}

function productTrend(rows: readonly Row[]): ProductTrend {
  const first = rows[0]!;
  return {
    key: text(first, "product_key"),
    name: text(first, "product_name"),
    category: text(first, "category"),
    months: byMonth(rows).map(([month, group]) => ({ month, revenue: sum(group, "revenue") })),
    recent: amount(first, "recent_revenue"),
    earlier: amount(first, "earlier_revenue"),
    change: amount(first, "change"),
    percent: number(first, "change_percent"),
    trend: text(first, "trend"),
  };
}

export interface MarginMonth {
  readonly month: string;
  readonly cost: number;
  readonly margin: number;
  /** Revenue without a known cost: in neither of the two. */
  readonly unknown: number;
  readonly percent: number | null;
  readonly complete: boolean;
}
export interface MarginProduct {
  readonly key: string;
  readonly name: string;
  readonly category: string;
  readonly margin: number;
  readonly percent: number | null;
}
export interface MarginView {
  readonly months: readonly MarginMonth[];
  /** The largest margin first. */
  readonly products: readonly MarginProduct[];
}

/** Cost and margin of each month, and the margin of each product in one month or in all. */
export function marginView(table: ReportTable, month?: string): MarginView {
  const rows = rowsOf(table);
  const months = byMonth(rows).map(([name, group]) => ({
    month: name,
    cost: sum(group, "cost_amount"),
    margin: sum(group, "gross_margin"),
    unknown: sum(group, "uncosted_revenue"),
    percent: percentOf(sum(group, "gross_margin"), sum(group, "costed_revenue")),
    complete: group.every((row) => flag(row, "is_complete")),
  }));
  const chosen = month === undefined ? rows : rows.filter((row) => text(row, "month") === month);
  const products = [...groupBy(chosen, "product_key").values()]
    .map((group) => ({
      key: text(group[0]!, "product_key"),
      name: text(group[0]!, "product_name"),
      category: text(group[0]!, "category"),
      margin: sum(group, "gross_margin"),
      costed: sum(group, "costed_revenue"),
    }))
    .filter(({ costed }) => costed !== 0)
    .map(({ costed, ...product }) => ({ ...product, percent: percentOf(product.margin, costed) }))
    .sort((a, b) => b.margin - a.margin);
  return { months, products };
}

export const STOCK_STATES = ["out of stock", "reorder", "slow mover", "fine"] as const;
export interface StockBar {
  readonly key: string;
  readonly name: string;
  readonly category: string;
  readonly state: string;
  readonly onHand: number;
  /** Null when nothing sells: the stock lasts for ever. */
  readonly days: number | null;
  /** The reorder point at the same pace; null when nothing sells or none is set. */
  readonly reorderDays: number | null;
  readonly value: number | null;
}

/** Stock-outs first, then by how long the stock lasts; what does not sell comes last. */
export function stockView(table: ReportTable, state?: string): readonly StockBar[] {
  return rowsOf(table)
    .map(stockBar)
    .filter((bar) => state === undefined || bar.state === state)
    .sort((a, b) => urgency(a) - urgency(b) || a.name.localeCompare(b.name));
}

function urgency(bar: StockBar): number {
  if (bar.state === "out of stock") return -1;
  return bar.days ?? Number.MAX_VALUE;
}

function stockBar(row: Row): StockBar {
  const pace = amount(row, "sold_90_days") / 90;
  const reorder = amount(row, "reorder_point");
  return {
    key: text(row, "product_key"),
    name: text(row, "product_name"),
    category: text(row, "category"),
    state: text(row, "state"),
    onHand: amount(row, "quantity_on_hand"),
    days: number(row, "cover_days"),
    reorderDays: pace > 0 && reorder > 0 ? reorder / pace : null,
    value: number(row, "stock_value"),
  };
}
