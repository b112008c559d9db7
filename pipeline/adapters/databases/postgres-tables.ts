import type pg from "pg";
import type { FoundTable } from "#ports/remote-places.ts";
import { tablePart } from "./driver.ts";

interface Row {
  readonly space: string;
  readonly name: string;
  readonly is_view: boolean;
  /** As last estimated; -1 when never. */
  readonly rows: string;
  readonly growing: readonly string[];
}

const TABLES = `with readable as (
  select c.oid, n.nspname as space, c.relname as name, c.relkind in ('v', 'm') as is_view, c.reltuples as rows
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
    and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
    and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')
  order by n.nspname = 'public' desc, n.nspname, c.relname limit $1
)
select space, name, is_view, rows::bigint::text as rows, array(
  select attname::text from pg_attribute join pg_type t on t.oid = atttypid
  where attrelid = readable.oid and attnum > 0 and not attisdropped
    and (t.typcategory = 'N' or (t.typcategory = 'D' and t.typname not in ('time', 'timetz')))
  order by t.typcategory, attnum
) as growing from readable order by space = 'public' desc, space, name`;

/** Tables, views and foreign tables its user may read, those of `public` first; partitions only as a whole. */
export async function postgresTables(client: pg.Client, most: number): Promise<FoundTable[]> {
  const { rows } = await client.query<Row>(TABLES, [most]);
  return rows.map((row) => ({
    name: `${tablePart(row.space)}.${tablePart(row.name)}`,
    kind: row.is_view ? "view" : "table",
    rows: row.is_view || Number(row.rows) < 0 ? null : Number(row.rows),
    bytes: null,
    growing: row.growing,
  }));
}
