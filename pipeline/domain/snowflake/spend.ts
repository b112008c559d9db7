/** Credits an hour of a standard warehouse costs, by size, as Snowflake's service consumption table says. */
const CREDITS_PER_HOUR: Readonly<Record<string, number>> = {
  "x-small": 1,
  small: 2,
  medium: 4,
  large: 8,
  "x-large": 16,
  "2x-large": 32,
  "3x-large": 64,
  "4x-large": 128,
};

/** A warehouse that starts is charged for a minute at least, then by the second. */
const SHORTEST_SECONDS = 60;
/** Time until an idle warehouse suspends itself, as our set-up script sets it. */
export const AUTO_SUSPEND_SECONDS = 60;
/** What a small warehouse types, sorts and merges in a second, and what a statement takes besides. */
const ROWS_PER_SECOND = 100_000;
const SECONDS_PER_STATEMENT = 0.4;

/** What neither estimate nor actual holds, said wherever they are shown. */
export const NOT_COUNTED = "storage, data transfer and cloud services are not counted";

export interface Work {
  readonly statements: number;
  /** Rows loaded or derived again. */
  readonly rows: number;
}

/** One row of Snowflake's WAREHOUSE_METERING_HISTORY. */
export interface Metering {
  readonly warehouse: string;
  /** ISO instants. */
  readonly start: string;
  readonly end: string;
  readonly credits: number;
}

export interface Spend {
  readonly seconds: number;
  readonly credits: number;
}

/** @throws RangeError for a size Snowflake does not have. */
export function creditsPerHour(size = "X-Small"): number {
  const credits = CREDITS_PER_HOUR[size.toLowerCase()];
  if (credits === undefined) throw new RangeError(`There is no warehouse size ${size}.`);
  return credits;
}

/** What a run is likely to take: the minute it starts with, the work, and the idle time before it suspends. */
export function estimateSpend(work: Work, size?: string): Spend {
  const rate = creditsPerHour(size);
  const busy = work.statements * SECONDS_PER_STATEMENT + work.rows / (ROWS_PER_SECOND * rate);
  const seconds = Math.max(SHORTEST_SECONDS, busy + AUTO_SUSPEND_SECONDS);
  return { seconds, credits: round((seconds / 3600) * rate) };
}

/** What the time between first and last statement costs. */
export function spendOfTime(busySeconds: number, size?: string): Spend {
  const seconds = Math.max(SHORTEST_SECONDS, busySeconds + AUTO_SUSPEND_SECONDS);
  return { seconds, credits: round((seconds / 3600) * creditsPerHour(size)) };
}

/** What Snowflake itself metered for a warehouse in hours that overlap a run; it says so up to three hours later. */
export function metered(
  rows: readonly Metering[],
  warehouse: string,
  from: string,
  to: string,
): number {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  return round(
    rows
      .filter((row) => row.warehouse.toLowerCase() === warehouse.toLowerCase())
      .filter((row) => Date.parse(row.start) < last && Date.parse(row.end) > first)
      .reduce((sum, row) => sum + row.credits, 0),
  );
}

const round = (credits: number): number => Math.round(credits * 10_000) / 10_000;
