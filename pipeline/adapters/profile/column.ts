import { classifyShape } from "#domain/mapping/shapes.ts";
import {
  NO_DAY_MONTH,
  type ColumnProfile,
  type DayMonthCounts,
  type Pattern,
} from "#domain/mapping/profile.ts";
import {
  dayMonthSql,
  exactDistinctSql,
  frequentSql,
  shapesSql,
  summarySql,
} from "./profile-sql.ts";
import type { SqlRunner } from "./scratch-engine.ts";

interface ShapeRow {
  readonly shape: string;
  readonly n: number;
  readonly low: string;
  readonly high: string;
}
interface Summary {
  readonly nonblank: number;
  readonly about: number;
  readonly min_length: number;
  readonly max_length: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Serial day numbers of 1954-10-03 to 2119-01-05: what a spreadsheet shows when a date lost its format. */
const SERIAL = { min: 20_000, max: 80_000 } as const;

/** Profiles one column of a loaded table: one pass for its shapes, one for its bounds, more only where needed. */
export async function profileColumn(
  session: SqlRunner,
  table: string,
  header: string,
): Promise<ColumnProfile> {
  const [summary] = await session.rows<Summary>(summarySql(table, header));
  if (!summary || summary.nonblank === 0) return emptyColumn(header);
  const shapes = await session.rows<ShapeRow>(shapesSql(table, header));
  const { patterns, examples } = countPatterns(shapes, summary);
  const samples = await session.rows<{ value: string; n: number }>(frequentSql(table, header));
  const distinct = await countDistinct(session, table, header, summary);
  return {
    header,
    nonblank: summary.nonblank,
    distinct,
    unique: distinct === summary.nonblank,
    min_length: summary.min_length,
    max_length: summary.max_length,
    samples: samples.map(({ value, n }) => ({ value, count: n })),
    patterns,
    examples,
    day_month: patterns["day_month"] ? await countDayMonth(session, table, header) : NO_DAY_MONTH,
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

async function countDistinct(
  session: SqlRunner,
  table: string,
  header: string,
  summary: Summary,
): Promise<number> {
  // The estimate is about 2 % off, so only columns far from unique may keep it.
  if (summary.nonblank > 20_000 && summary.about < summary.nonblank * 0.8) return summary.about;
  const [exact] = await session.rows<{ n: number }>(exactDistinctSql(table, header));
  return exact?.n ?? 0;
}

async function countDayMonth(
  session: SqlRunner,
  table: string,
  header: string,
): Promise<DayMonthCounts> {
  const [counts] = await session.rows<DayMonthCounts>(dayMonthSql(table, header));
  return counts ?? NO_DAY_MONTH;
}
