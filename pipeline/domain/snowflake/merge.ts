import { snowflakeName } from "./names.ts";

const list = (columns: readonly string[], alias?: string): string =>
  columns.map((c) => (alias ? `${alias}.${snowflakeName(c)}` : snowflakeName(c))).join(", ");

const equal = (columns: readonly string[]): string =>
  columns.map((c) => `t.${snowflakeName(c)} = s.${snowflakeName(c)}`).join(" and ");

/**
 * Brings rows into a table by key: what differs is updated, what is new is inserted. The source must have each key
 * once; Snowflake refuses a merge that would update a row twice.
 */
export function mergeSql(
  target: string,
  source: string,
  key: readonly string[],
  columns: readonly string[],
): string {
  const rest = columns.filter((c) => !key.includes(c));
  const differs = rest
    .map((c) => `t.${snowflakeName(c)} is distinct from s.${snowflakeName(c)}`)
    .join(" or ");
  const update = rest.map((c) => `${snowflakeName(c)} = s.${snowflakeName(c)}`).join(", ");
  const matched =
    rest.length > 0 ? `when matched and (${differs}) then update set ${update}\n` : "";
  return `merge into ${target} as t
using ${source} as s
on ${equal(key)}
${matched}when not matched then insert (${list(columns)}) values (${list(columns, "s")})`;
}

/** Removes the rows whose keys a query names. @param keys Snowflake SQL of a select of the key columns. */
export function deleteByKey(target: string, keys: string, key: readonly string[]): string {
  return `delete from ${target} as t using (${keys}) as s where ${equal(key)}`;
}

/** Keys a table has and a newer one has not. */
export function vanishedKeys(target: string, source: string, key: readonly string[]): string {
  return `select ${list(key)} from ${target} except select ${list(key)} from ${source}`;
}
