import {
  amount,
  groupBy,
  number,
  percentOf,
  type ReportTable,
  rowsOf,
  sum,
  text,
} from "./cells.ts";

export interface ShippingMethod {
  readonly key: string;
  readonly name: string;
  readonly shipments: number;
  readonly median: number | null;
  readonly p90: number | null;
  readonly mean: number | null;
  readonly onTime: number | null;
  /** Shipments for which a day was promised: what the share is of. */
  readonly judged: number;
  readonly onTimeCount: number;
  readonly costPerOrder: number | null;
  readonly costPercent: number | null;
  readonly overdue: number;
}

/** The fastest method first; those without a delivery last. */
export function shippingView(table: ReportTable): readonly ShippingMethod[] {
  return rowsOf(table)
    .map((row) => ({
      key: text(row, "shipping_method_key"),
      name: text(row, "shipping_method"),
      shipments: amount(row, "shipment_count"),
      median: number(row, "median_days"),
      p90: number(row, "p90_days"),
      mean: number(row, "mean_days"),
      onTime: number(row, "on_time_percent"),
      judged: amount(row, "judged_count"),
      onTimeCount: amount(row, "on_time_count"),
      costPerOrder: number(row, "cost_per_order"),
      costPercent: number(row, "cost_percent_of_revenue"),
      overdue: amount(row, "overdue_count"),
    }))
    .sort((a, b) => (a.mean ?? Infinity) - (b.mean ?? Infinity));
}

export interface Driver {
  readonly section: string;
  readonly name: string;
  readonly reviews: number;
  readonly rating: number | null;
  readonly starsLost: number | null;
  readonly suggestion: string;
}
export interface ReactionsView {
  /** Stars by delay, from early to late. */
  readonly delays: readonly Driver[];
  /** What takes stars away, the most first. */
  readonly drivers: readonly Driver[];
}

export function reactionsView(table: ReportTable): ReactionsView {
  const all = rowsOf(table).map((row) => ({
    section: text(row, "section"),
    name: text(row, "driver"),
    step: amount(row, "step"),
    reviews: amount(row, "review_count"),
    rating: number(row, "average_rating"),
    starsLost: number(row, "stars_lost"),
    suggestion: text(row, "suggestion"),
  }));
  return {
    delays: all.filter((d) => d.section === "delay").sort((a, b) => a.step - b.step),
    drivers: all
      // What rounds to nothing is nothing.
      .filter((d) => d.section !== "delay" && (d.starsLost ?? 0) >= 0.005)
      .sort((a, b) => b.starsLost! - a.starsLost!),
  };
}

export const PAYMENT_STATES = ["succeeded", "refunded", "pending", "failed", "unknown"] as const;
export interface PaymentMethod {
  readonly name: string;
  readonly payments: number;
  readonly amount: number;
  /** Share of each state, 0 to 100, in the order of PAYMENT_STATES. */
  readonly shares: readonly {
    readonly state: string;
    readonly percent: number;
    readonly count: number;
  }[];
}

/** The method with the most money first. */
export function paymentsView(table: ReportTable): readonly PaymentMethod[] {
  return [...groupBy(rowsOf(table), "method")]
    .map(([name, rows]) => ({
      name,
      payments: sum(rows, "payment_count"),
      amount: amount(rows[0]!, "method_amount"),
      shares: PAYMENT_STATES.map((state) => {
        const mine = rows.filter((row) => text(row, "status_class") === state);
        return {
          state,
          percent: sum(mine, "percent_of_method"),
          count: sum(mine, "payment_count"),
        };
      }),
    }))
    .sort((a, b) => b.amount - a.amount);
}

export interface RatedProduct {
  readonly key: string;
  readonly name: string;
  readonly category: string;
  readonly reviews: number;
  readonly rating: number;
  readonly recent: number | null;
}
export interface SentimentBar {
  readonly name: string;
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
  readonly negativeCount: number;
  readonly reviews: number;
}
export interface MarketingView {
  readonly products: readonly RatedProduct[];
  /** Products far from the others that deserve their name in the picture. */
  readonly named: readonly RatedProduct[];
  /** Shares by category, the most negative first, 0 to 100; those few spoke of come last. */
  readonly sentiment: readonly SentimentBar[];
  readonly average: number | null;
}

export function marketingView(table: ReportTable): MarketingView {
  const rows = rowsOf(table);
  const products = rows.flatMap((row) => {
    const rating = number(row, "average_rating");
    if (rating === null) return [];
    return {
      key: text(row, "product_key"),
      name: text(row, "product_name"),
      category: text(row, "category"),
      reviews: amount(row, "review_count"),
      rating,
      recent: number(row, "recent_rating"),
    };
  });
  return {
    products,
    named: outliers(products),
    sentiment: sentiment(rows),
    average:
      sum(rows, "rated_count") === 0 ? null : sum(rows, "rating_sum") / sum(rows, "rated_count"),
  };
}

/** Fewer cases than this make no share. */
const FEW = 20;

/** The most reviewed, and the worst rated that more than a few people spoke of. */
function outliers(products: readonly RatedProduct[]): readonly RatedProduct[] {
  const many = [...products].sort((a, b) => b.reviews - a.reviews).slice(0, 2);
  const heard = products.filter(({ reviews }) => reviews >= 5);
  const ascending = [...heard].sort((a, b) => a.rating - b.rating || b.reviews - a.reviews);
  const wished = [...ascending.slice(0, 3), ...ascending.slice(-1), ...many];
  // Names of neighbours would be written over each other.
  const most = many[0]?.reviews ?? 1;
  const near = (one: RatedProduct, two: RatedProduct): boolean =>
    Math.abs(one.rating - two.rating) < 0.3 && Math.abs(one.reviews - two.reviews) < most / 3;
  const named: RatedProduct[] = [];
  for (const product of wished) {
    if (!named.some((other) => near(other, product))) named.push(product);
  }
  return named;
}

function sentiment(rows: Parameters<typeof sum>[0]): readonly SentimentBar[] {
  return [...groupBy(rows, "category")]
    .map(([name, group]) => {
      const rated = sum(group, "rated_count");
      const share = (column: string) => percentOf(sum(group, column), rated) ?? 0;
      return {
        name,
        positive: share("positive_count"),
        neutral: share("neutral_count"),
        negative: share("negative_count"),
        negativeCount: sum(group, "negative_count"),
        reviews: rated,
      };
    })
    .filter(({ reviews }) => reviews > 0)
    .sort((a, b) => Number(b.reviews >= FEW) - Number(a.reviews >= FEW) || b.negative - a.negative);
}
