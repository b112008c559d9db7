import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import type { ReadColumn, ReadResult } from "#ports/profiler.ts";
import type { SqlRunner } from "./scratch-engine.ts";

/** Raw text of a target column: its headers joined with a space, blanks skipped, else the default. */
function rawExpression(column: ReadColumn): string {
  const parts = column.headers.map((header) => `nullif(trim(${quoteIdentifier(header)}), '')`);
  const joined = parts.length === 1 ? parts[0] : `nullif(concat_ws(' ', ${parts.join(", ")}), '')`;
  if (parts.length === 0)
    return column.default === undefined ? "null::varchar" : quoteLiteral(column.default);
  return column.default === undefined
    ? `${joined}`
    : `coalesce(${joined}, ${quoteLiteral(column.default)})`;
}

/** How silver reads a raw text of that type, as text again. */
function typedExpression(column: ReadColumn, raw: string): string {
  const format = column.format === undefined ? "null::varchar" : quoteLiteral(column.format);
  switch (column.type) {
    case "amount":
      return `parse_amount(${raw}, ${format})::varchar`;
    case "quantity":
      return `parse_quantity(${raw}, ${format})::varchar`;
    case "integer":
      return `parse_integer(${raw}, ${format})::varchar`;
    case "timestamp":
      return `parse_timestamp(${raw}, ${format}, ${quoteLiteral(column.time_zone)})::varchar`;
    case "date":
      return `parse_date(${raw}, ${format})::varchar`;
    case "boolean":
      return `parse_boolean(${raw})::varchar`;
    case "key":
      return `normalise_key(${raw})`;
    case "text":
      return `clean_text(${raw})`;
  }
}

/** Reads one column on every row; equal raw values are read once. */
export async function readColumn(
  session: SqlRunner,
  table: string,
  column: ReadColumn,
): Promise<ReadResult> {
  const typed = `
    with counted as (
      select ${rawExpression(column)} as raw, count(*) as n from ${quoteIdentifier(table)} group by 1
    ),
    typed as (select raw, n, ${typedExpression(column, "raw")} as typed from counted where raw is not null)`;
  const [counts] = await session.rows<{ values: number; refused: number }>(
    `${typed} select coalesce(sum(n), 0)::double as "values",
      coalesce(sum(n) filter (where typed is null), 0)::double as refused from typed`,
  );
  const examples = await session.rows<{ raw: string; typed: string | null }>(
    `${typed} select raw, typed from typed order by n desc, raw limit 8`,
  );
  const refused = counts?.refused
    ? await session.rows<{ raw: string }>(
        `${typed} select raw from typed where typed is null order by n desc, raw limit 5`,
      )
    : [];
  return {
    column: column.column,
    values: counts?.values ?? 0,
    refused: counts?.refused ?? 0,
    examples,
    refused_examples: refused.map(({ raw }) => raw),
  };
}

/** Keys of an earlier read that a new snapshot no longer has. */
export function missingRowsSql(
  table: string,
  previous: string,
  headers: readonly string[],
): string {
  const keys = headers.map((header) => `nullif(trim(${quoteIdentifier(header)}), '')`).join(", ");
  return `
    with now as (select distinct ${keys} from ${quoteIdentifier(table)}),
    before as (select distinct ${keys} from ${quoteIdentifier(previous)})
    select (select count(*) from now)::double as rows, (select count(*) from before)::double as previous,
      (select count(*) from (select * from before except select * from now))::double as gone`;
}

/** The first rows that are not blank: position in the file, then raw and typed text per column. */
export function firstRowsSql(
  table: string,
  headers: readonly string[],
  columns: readonly ReadColumn[],
  limit: number,
): string {
  const raw = columns.map((column, index) => `${rawExpression(column)} as raw_${index}`);
  const typed = columns.map(
    (column, index) => `raw_${index}, ${typedExpression(column, `raw_${index}`)}`,
  );
  const filled = headers.map((header) => `nullif(trim(${quoteIdentifier(header)}), '')`).join(", ");
  return `
    with first_rows as (
      select rowid as position, ${raw.join(", ")} from ${quoteIdentifier(table)}
      where coalesce(${filled}) is not null order by rowid limit ${limit}
    )
    select position::double, ${typed.join(", ")} from first_rows order by position`;
}
