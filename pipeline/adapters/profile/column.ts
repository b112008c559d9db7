import { classifyShape } from "#domain/mapping/shapes.ts";
import {
  NO_DAY_MONTH,
  type ColumnProfile,
  type DayMonthCounts,
  type Pattern,
} from "#domain/mapping/profile.ts";
import {
  countValuesSql,
  DAY_MONTH_SQL,
  FREQUENT_SQL,
  SHAPES_SQL,
  SUMMARY_SQL,
} from "./profile-sql.ts";
import type { SqlRunner } from "./scratch-engine.ts";

interface ShapeRow {
  readonly shape: string;
  readonly n: number;
  readonly low: string;
}
interface Summary {
  readonly nonblank: number;
  readonly distinct: number;
  readonly min_length: number;
  readonly max_length: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Serial day numbers of 1954-10-03 to 2119-01-05: what a spreadsheet shows when a date lost its format. */
const SERIAL = { min: 20_000, max: 80_000 } as const;

/** Profiles one column of a loaded table in one pass over it; the rest is asked of its distinct values. */
export async function profileColumn(
  session: SqlRunner,
  table: string,
  header: string,
): Promise<ColumnProfile> {
  await session.run(countValuesSql(table, header));
  const [summary] = await session.rows<Summary>(SUMMARY_SQL);
  if (!summary || summary.nonblank === 0) return emptyColumn(header);
  const { patterns, examples } = countPatterns(await session.rows<ShapeRow>(SHAPES_SQL), summary);
  const samples = await session.rows<{ value: string; n: number }>(FREQUENT_SQL);
  return {
    header,
    nonblank: summary.nonblank,
    distinct: summary.distinct,
    unique: summary.distinct === summary.nonblank,
    min_length: summary.min_length,
    max_length: summary.max_length,
    samples: samples.map(({ value, n }) => ({ value, count: n })),
    patterns,
    examples,
    day_month: patterns.day_month ? await countDayMonth(session) : NO_DAY_MONTH,
    number_range:
      summary.low === null || summary.high === null
        ? null
        : { min: summary.low, max: summary.high },
  };
}

function emptyColumn(header: string): ColumnProfile {
  return {
    header,
    nonblank: 0,
    distinct: 0,
    unique: false,
    min_length: 0,
    max_length: 0,
    samples: [],
    patterns: {},
    examples: {},
    day_month: NO_DAY_MONTH,
    number_range: null,
  };
}

function countPatterns(
  shapes: readonly ShapeRow[],
  summary: Summary,
): Pick<ColumnProfile, "patterns" | "examples"> {
  const patterns: Partial<Record<Pattern | "currency" | "leading_zero", number>> = {};
  const examples: Partial<Record<Pattern, string>> = {};
  const add = (name: Pattern | "currency" | "leading_zero", count: number): void => {
    patterns[name] = (patterns[name] ?? 0) + count;
  };
  for (const { shape, n, low } of shapes) {
    const meaning = meaningOf(shape);
    add(meaning.pattern, n);
    if (meaning.currency) add("currency", n);
    if (meaning.leading_zero) add("leading_zero", n);
    examples[meaning.pattern] ??= low;
  }
  const seen = shapes.reduce((sum, { n }) => sum + n, 0);
  if (seen < summary.nonblank) add("text", summary.nonblank - seen);
  // Serial numbers are a property of the whole column: every plain number lies in the range.
  const { low, high } = summary;
  const onlyIntegers = !patterns.point && !patterns.point_or_thousands && !patterns.leading_zero;
  if (
    patterns.integer &&
    onlyIntegers &&
    low !== null &&
    high !== null &&
    low >= SERIAL.min &&
    high <= SERIAL.max
  ) {
    patterns.excel = patterns.integer;
    if (examples.integer !== undefined) examples.excel = examples.integer;
    delete patterns.integer;
    delete examples.integer;
  }
  return { patterns, examples };
}

function meaningOf(shape: string): ReturnType<typeof classifyShape> {
  if (shape === "#ERROR!")
    return { pattern: "formula_error", currency: false, leading_zero: false };
  if (shape === "?BOOLEAN") return { pattern: "boolean", currency: false, leading_zero: false };
  return classifyShape(shape);
}

async function countDayMonth(session: SqlRunner): Promise<DayMonthCounts> {
  const [counts] = await session.rows<DayMonthCounts>(DAY_MONTH_SQL);
  return counts ?? NO_DAY_MONTH;
}
