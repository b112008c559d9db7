import type { ColumnFilter } from "#contract/explore.ts";
import { AppError } from "#domain/errors.ts";
import { quoteIdentifier } from "#domain/sql-text.ts";
import type { SqlSession, SqlValue } from "#ports/warehouse.ts";
import { type Column, requireColumn } from "./catalogue.ts";

/** Which rows of a table are wanted. */
export interface Wanted {
  readonly search: string;
  readonly filters: readonly ColumnFilter[];
}

/** A condition with its bound values; empty when every row is wanted. */
export interface Condition {
  readonly where: string;
  readonly values: readonly SqlValue[];
}

const WHOLE = /^(?:U?(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT))$/;
const isText = ({ type }: Column): boolean => type === "VARCHAR";
const isWhole = ({ type }: Column): boolean => WHOLE.test(type);

/** What a value must be, for people. */
function kindOf({ type }: Column): string {
  if (type === "DATE") return "a date such as 2026-11-20";
  if (type.startsWith("TIMESTAMP")) return "a time such as 2026-11-20 03:30:00";
  if (type === "BOOLEAN") return "true or false";
  return "a number";
}

/**
 * The rows that pass the search and all filters. Names come from the catalogue, values are bound.
 * @throws AppError `not_found` for an unknown column, `usage` for a value that the column cannot hold.
 */
export async function conditionOf(
  session: SqlSession,
  columns: readonly Column[],
  wanted: Wanted,
): Promise<Condition> {
  const values: SqlValue[] = [];
  const bind = (value: string): string => `$${values.push(value)}::varchar`;
  const parts = wanted.search === "" ? [] : [searchSql(columns, wanted.search, bind)];
  for (const filter of wanted.filters) {
    const column = requireColumn(columns, filter.column);
    await requireValue(session, column, filter);
    parts.push(filterSql(column, filter, bind));
  }
  return { where: parts.length === 0 ? "" : ` where ${parts.join(" and ")}`, values };
}

/** Text columns hold the search anywhere; of numbers only whole ones are searched, for digits. */
function searchSql(
  columns: readonly Column[],
  search: string,
  bind: (value: string) => string,
): string {
  const digits = /^\d+$/.test(search);
  const searched = columns.filter((column) => isText(column) || (digits && isWhole(column)));
  if (searched.length === 0) return "false";
  const value = bind(search);
  const arms = searched.map((column) => holds(column, value));
  return `(${arms.join(" or ")})`;
}

function holds(column: Column, value: string): string {
  const name = quoteIdentifier(column.name);
  const text = isText(column) ? name : `${name}::varchar`;
  return `contains(lower(${text}), lower(${value}))`;
}

function filterSql(
  column: Column,
  { operator, value = "" }: ColumnFilter,
  bind: (value: string) => string,
): string {
  const name = quoteIdentifier(column.name);
  const typed = (): string => (isText(column) ? bind(value) : `${bind(value)}::${column.type}`);
  switch (operator) {
    case "is":
      return `${name} = ${typed()}`;
    case "is_not":
      return `${name} is distinct from ${typed()}`;
    case "at_least":
      return `${name} >= ${typed()}`;
    case "at_most":
      return `${name} <= ${typed()}`;
    case "contains":
      return holds(column, bind(value));
    case "is_empty":
      return isText(column) ? `(${name} is null or ${name} = '')` : `${name} is null`;
    case "is_filled":
      return isText(column) ? `${name} <> ''` : `${name} is not null`;
  }
}

async function requireValue(
  session: SqlSession,
  column: Column,
  { operator, value }: ColumnFilter,
): Promise<void> {
  if (operator === "is_empty" || operator === "is_filled") return;
  if (value === undefined) {
    throw new AppError("usage", `The filter on "${column.name}" has no value.`, {
      hint: "Type what to compare with, or ask for empty or filled cells.",
    });
  }
  if (operator === "contains" || isText(column)) return;
  const [row] = await session.rows<{ fits: boolean }>(
    `select try_cast($1::varchar as ${column.type}) is not null as fits`,
    [value],
  );
  if (row?.fits === true) return;
  throw new AppError("usage", `"${value}" cannot be compared with "${column.name}".`, {
    hint: `Type ${kindOf(column)}.`,
  });
}
