import type { FoundTable } from "#ports/remote-places.ts";
import { tablePart } from "./driver.ts";

/** Asks with our own words only; every value is text. */
export type Ask = (sql: string) => Promise<Readonly<Record<string, string | null>>[]>;

/** Tables and views of the database that its user may see. */
export async function mysqlTables(ask: Ask, most: number): Promise<FoundTable[]> {
  const found = await ask(
    `select table_name as name, table_type as type, table_rows as estimate from information_schema.tables
where table_schema = database() order by table_name limit ${most}`,
  );
  const columns = await ask(
    `select table_name as name, column_name as col from information_schema.columns
where table_schema = database()
  and data_type in ('date', 'datetime', 'timestamp', 'tinyint', 'smallint', 'mediumint', 'int', 'bigint', 'decimal')
order by table_name, data_type not in ('date', 'datetime', 'timestamp'), ordinal_position`,
  );
  const growing = new Map<string, string[]>();
  for (const { name, col } of columns) {
    const known = growing.get(name ?? "");
    if (known) known.push(col ?? "");
    else growing.set(name ?? "", [col ?? ""]);
  }
  return found.map(({ name, type, estimate }) => ({
    name: tablePart(name ?? ""),
    kind: /view/i.test(type ?? "") ? "view" : "table",
    rows: estimate === null || estimate === undefined ? null : Number(estimate),
    bytes: null,
    growing: growing.get(name ?? "") ?? [],
  }));
}
