import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import type { Column } from "./catalogue.ts";

/** How a column is looked at: whole and broken numbers and days have a scale, others only values. */
export type Kind = "whole" | "number" | "day" | "other" | "nested";

export function kindOf({ type }: Column): Kind {
  if (/^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/.test(type)) return "whole";
  if (/^(DECIMAL|DOUBLE|FLOAT)/.test(type)) return "number";
  if (/^(DATE|TIMESTAMP)/.test(type)) return "day";
  return /\[\]$|^(STRUCT|MAP|UNION|BLOB)/.test(type) ? "nested" : "other";
}

/** Values that may be the most frequent; their exact counts come from the second look. */
const CANDIDATES = 12;

/** Values that may be the most frequent; a large table is asked in pieces from all over it. */
export function frequentSql(table: string, columns: readonly Column[], share: number): string {
  const parts = columns.map((column, i) => {
    const name = quoteIdentifier(column.name);
    const text = kindOf(column) === "nested" ? `${name}::varchar` : name;
    return `approx_top_k(${text}, ${CANDIDATES})::varchar[] as frequent_${i}`;
  });
  const from = share < 1 ? `(from ${table} using sample ${share * 100}% (system, 1))` : table;
  return `select ${parts.join(", ")} from ${from}`;
}

/** One look at every column: how many, how many different, from where to where. */
export function summarySql(table: string, columns: readonly Column[], exact: boolean): string {
  const parts = columns.flatMap((column, i) => {
    const name = quoteIdentifier(column.name);
    const kind = kindOf(column);
    const value = kind === "nested" ? `${name}::varchar` : name;
    const distinct = exact ? `count(distinct ${value})` : `approx_count_distinct(${value})`;
    const mean = kind === "whole" || kind === "number" ? `avg(${name})::double` : "null::double";
    return [
      `count(${name}) as filled_${i}`,
      `${distinct} as distinct_${i}`,
      `min(${value})::varchar as min_${i}`,
      `max(${value})::varchar as max_${i}`,
      `${mean} as mean_${i}`,
    ];
  });
  return `select count(*) as rows, ${parts.join(", ")} from ${table}`;
}

/** What the first look found about a column. */
export interface Summary {
  readonly filled: number;
  readonly distinct: number;
  readonly min: string | null;
  readonly max: string | null;
  readonly mean: number | null;
  readonly frequent: readonly string[];
}

/** Equal steps from the least to the greatest value. */
export interface Scale {
  readonly from: number;
  readonly step: number;
  readonly bins: number;
}

const BINS = 20;
const DAY = 86_400_000;

/** Null where a histogram says nothing: no scale, or no values. */
export function scaleOf(column: Column, { min, max, filled }: Summary): Scale | null {
  const kind = kindOf(column);
  if (filled === 0 || min === null || max === null || kind === "other" || kind === "nested") {
    return null;
  }
  const [low, high] =
    kind === "day" ? [dayNumber(min), dayNumber(max)] : [Number(min), Number(max)];
  // Hashes and the like are numbers without a scale that anybody reads.
  const exact = kind === "number" ? Number.isFinite : Number.isSafeInteger;
  if (!exact(low) || !exact(high)) return null;
  if (kind === "number") {
    return low === high
      ? { from: low, step: 0, bins: 1 }
      : { from: low, step: (high - low) / BINS, bins: BINS };
  }
  const step = Math.ceil((high - low + 1) / BINS);
  return { from: low, step, bins: Math.ceil((high - low + 1) / step) };
}

const dayNumber = (text: string): number =>
  Math.floor(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / DAY);

/** First and last value of a bin, as people read them. */
export function binEdges(column: Column, scale: Scale, bin: number): [string, string] {
  const kind = kindOf(column);
  const start = scale.from + bin * scale.step;
  if (kind === "number") {
    const text = (value: number): string => String(Number(value.toPrecision(6)));
    return [text(start), text(start + scale.step)];
  }
  const end = start + scale.step - 1;
  if (kind === "whole") return [String(start), String(end)];
  const day = (value: number): string => new Date(value * DAY).toISOString().slice(0, 10);
  return [day(start), day(end)];
}

/** The second look: rows per bin, and exact counts of the values that may be most frequent. */
export function countsSql(
  table: string,
  columns: readonly Column[],
  summaries: readonly Summary[],
): string | null {
  const parts = columns.flatMap((column, i) => {
    const summary = summaries[i] as Summary;
    const name = quoteIdentifier(column.name);
    const scale = scaleOf(column, summary);
    const [value, type] =
      kindOf(column) === "nested" ? [`${name}::varchar`, "VARCHAR"] : [name, column.type];
    const values = summary.frequent.map((text) => `${quoteLiteral(text)}::${type}`);
    return [
      ...(scale ? [`histogram(${binSql(column, scale)}) as bins_${i}`] : []),
      ...(values.length > 0
        ? [
            `histogram(case when ${value} in (${values.join(", ")}) then ${name}::varchar end) as top_${i}`,
          ]
        : []),
    ];
  });
  return parts.length === 0 ? null : `select ${parts.join(", ")} from ${table}`;
}

function binSql(column: Column, { from, step, bins }: Scale): string {
  const name = quoteIdentifier(column.name);
  if (step === 0) return `case when ${name} is not null then 0 end`;
  const kind = kindOf(column);
  const value = kind === "day" ? `date_diff('day', date '1970-01-01', ${name}::date)` : `${name}`;
  const place =
    kind === "number"
      ? `floor((${value}::double - (${from})) / ${step})`
      : `(${value}::bigint - (${from})) // ${step}`;
  // `least` and `greatest` pass over nulls; an empty cell is in no bin.
  return `case when ${name} is not null then least(greatest(${place}, 0), ${bins - 1})::integer end`;
}
