/** Words Snowflake reserves: as a name they must be quoted, and then their case counts. */
const RESERVED = new Set(
  `account all alter and any as between by case cast check column connect connection constraint create cross
current current_date current_time current_timestamp current_user database delete distinct drop else exists false
following for from full grant group gscluster having ilike in increment inner insert intersect into is issue join
lateral left like localtime localtimestamp minus natural not null of on or order organization qualify regexp revoke
right rlike row rows sample schema select set some start table tablesample then to trigger true try_cast union unique
update using values view when whenever where with`.split(/\s+/),
);

/**
 * A name as Snowflake SQL. Our own lower-case names stay bare, so Snowflake keeps them in upper case and any tool
 * finds them whatever case it writes; other names, such as headers of a sheet, keep every character.
 */
export function snowflakeName(name: string): string {
  if (/^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name)) return name;
  const exact = RESERVED.has(name) ? name.toUpperCase() : name;
  return `"${exact.replaceAll('"', '""')}"`;
}

/** A text as Snowflake SQL. A backslash is an escape between quotes and nothing special between dollar signs. */
export function snowflakeText(text: string): string {
  if (!text.includes("\\")) return `'${text.replaceAll("'", "''")}'`;
  if (!text.includes("$$") && !text.endsWith("$")) return `$$${text}$$`;
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
