import { quoteIdentifier } from "#domain/sql-text.ts";

export interface PromisedReference {
  readonly column: string;
  readonly to: string;
  readonly field: string;
}

const quoted = (table: string): string => table.split(".").map(quoteIdentifier).join(".");

/** One row: for each column how many rows lack it and, for a text, the bytes of the longest: `n0, l0, n1, …`. */
export function columnFactsSql(
  table: string,
  columns: readonly { readonly name: string; readonly type: string }[],
): string {
  const facts = columns.flatMap(({ name, type }, i) => {
    const column = quoteIdentifier(name);
    const longest = type === "VARCHAR" ? `coalesce(max(strlen(${column})), 0)` : "null";
    return [`count(*) - count(${column}) as n${i}`, `${longest} as l${i}`];
  });
  return `select ${facts.join(", ")} from ${quoted(table)}`;
}

/** Number of values of a key that are there more than once. */
export function repeatedSql(table: string, key: readonly string[]): string {
  const columns = key.map(quoteIdentifier).join(", ");
  return `select count(*) as n from (select 1 from ${quoted(table)} group by ${columns} having count(*) > 1)`;
}

/** Number of rows that refer to nothing. */
export function danglingSql(table: string, { column, to, field }: PromisedReference): string {
  const [mine, theirs] = [quoteIdentifier(column), quoteIdentifier(field)];
  return `select count(*) as n from ${quoted(table)} as a anti join ${quoted(to)} as b on a.${mine} = b.${theirs} where a.${mine} is not null`;
}
