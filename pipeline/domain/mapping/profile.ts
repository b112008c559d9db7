import type { ColumnFormat } from "#domain/workspace.ts";

/**
 * What is known about every column of a table after reading all of its rows.
 * Shares are always of `nonblank`; a value is blank when it is missing or only white space.
 */
export interface TableProfile {
  /** Label of the table for people and for overlaps, e.g. the file name. */
  readonly table: string;
  /** Rows with at least one non-blank cell. */
  readonly rows: number;
  readonly blank_rows: number;
  readonly columns: readonly ColumnProfile[];
}

export interface ColumnProfile {
  readonly header: string;
  readonly nonblank: number;
  /** Distinct trimmed values. */
  readonly distinct: number;
  /** Every non-blank value occurs once (and there is at least one). */
  readonly unique: boolean;
  readonly min_length: number;
  readonly max_length: number;
  /** Up to eight of the most frequent values, most frequent first. */
  readonly samples: readonly ValueCount[];
  readonly patterns: PatternCounts;
  /** One example per pattern that occurs. */
  readonly examples: Readonly<Partial<Record<Pattern, string>>>;
  /** Day/month orders, when some values look like `12/05/2024`. */
  readonly day_month: DayMonthCounts;
  /** How the service that holds the table says its numbers are meant: `excel` days, `point` amounts. */
  readonly declared?: ColumnFormat;
  /** Range of the values that are plain numbers (decimal point), else null. */
  readonly number_range: { readonly min: number; readonly max: number } | null;
}

export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/**
 * How a value is written; every non-blank value has exactly one pattern.
 * `point` and `comma` are numbers only one decimal sign can explain (`12.50`, `1,234.5`; `12,50`, `1.234,5`);
 * `point_or_thousands` is `1.234`, `comma_or_thousands` is `1,234`.
 */
export const PATTERNS = [
  "integer",
  "excel",
  "point",
  "comma",
  "point_or_thousands",
  "comma_or_thousands",
  "iso_date",
  "iso_datetime",
  "iso_offset",
  "day_month",
  "named_month",
  "time",
  "email",
  "url",
  "boolean",
  "formula_error",
  "text",
] as const;
export type Pattern = (typeof PATTERNS)[number];

/** Counts per pattern plus properties that may hold beside any pattern. */
export interface PatternCounts extends Readonly<Partial<Record<Pattern, number>>> {
  /** Numbers written with a currency sign or code. */
  readonly currency?: number;
  /** Digits only, longer than one, beginning with 0: an identifier rather than a number. */
  readonly leading_zero?: number;
}

/** Values `a/b/year` (also `.` and `-`): which of the two parts can only be the day. */
export interface DayMonthCounts {
  /** First part above 12: day first. */
  readonly first_above_12: number;
  /** Second part above 12: month first. */
  readonly second_above_12: number;
  /** Both at most 12 and different: fits both orders. */
  readonly both: number;
  /** Both at most 12 and equal: reads the same either way. */
  readonly same: number;
  /** Written with a two-digit year. */
  readonly short_year: number;
  readonly first_example: string | null;
  readonly second_example: string | null;
  readonly both_example: string | null;
}

export const NO_DAY_MONTH: DayMonthCounts = {
  first_above_12: 0,
  second_above_12: 0,
  both: 0,
  same: 0,
  short_year: 0,
  first_example: null,
  second_example: null,
  both_example: null,
};

/** How many distinct values of one column occur in another column of another table. */
export interface Overlap {
  readonly from: ColumnAddress;
  readonly to: ColumnAddress;
  /** Distinct non-blank values of `from`. */
  readonly distinct: number;
  /** How many of them occur in `to`. */
  readonly contained: number;
}

export interface ColumnAddress {
  readonly table: string;
  readonly header: string;
}

/** Share of non-blank values with any of the patterns, 0 when the column is empty. */
export function share(column: ColumnProfile, ...patterns: readonly Pattern[]): number {
  if (column.nonblank === 0) return 0;
  const found = patterns.reduce((sum, pattern) => sum + (column.patterns[pattern] ?? 0), 0);
  return found / column.nonblank;
}

const NUMBERS = [
  "integer",
  "excel",
  "point",
  "comma",
  "point_or_thousands",
  "comma_or_thousands",
] as const;
const DATES = ["iso_date", "iso_datetime", "iso_offset", "day_month", "named_month"] as const;

/** Share of values that are numbers in some notation; none where the service says that they are days. */
export const numberShare = (column: ColumnProfile): number =>
  column.declared === "excel" ? 0 : share(column, ...NUMBERS);
/** Share of values that are dates written as such; serial numbers count where the service says so. */
export const dateShare = (column: ColumnProfile): number =>
  share(column, ...DATES, ...(column.declared === "excel" ? NUMBERS : []));
/** Share of values that can be spreadsheet day numbers, unless the service says that they are none. */
export const dayNumberShare = (column: ColumnProfile): number =>
  column.declared === "point" ? 0 : share(column, "excel");
/** Values such as `20241231`, when the whole column of numbers can be such dates; else 0. */
export function eightDigitDates(column: ColumnProfile): number {
  const range = column.number_range;
  const possible = range !== null && range.min >= 19_000_101 && range.max <= 20_991_231;
  const months = column.samples.every(
    ({ value }) => !/^\d{8}$/.test(value) || /^\d{4}(0[1-9]|1[0-2])([0-2]\d|3[01])$/.test(value),
  );
  return possible && months ? (column.patterns.integer ?? 0) : 0;
}
/** Share of rows of the table that hold a value in this column. */
export const fill = (column: ColumnProfile, table: TableProfile): number =>
  table.rows === 0 ? 0 : column.nonblank / table.rows;
