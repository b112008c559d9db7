import type { Services } from "#app/services.ts";

/** Rows that two builds do not share, by table; empty when they are equal, row for row, all columns. */
export interface Difference {
  readonly table: string;
  readonly only_first: readonly unknown[];
  readonly only_second: readonly unknown[];
}

interface Columns {
  readonly name: string;
  readonly first: string | null;
  readonly second: string | null;
  readonly names: string;
}

const quote = (table: string) =>
  table
    .split(".")
    .map((part) => `"${part}"`)
    .join(".");

/** Compares all tables of all schemas of two build files. */
export async function compareBuilds(
  services: Services,
  first: string,
  second: string,
): Promise<readonly Difference[]> {
  const session = await services.warehouse.openRead(first, services.limits());
  try {
    await session.run(`attach '${second}' as other (read_only)`);
    const columnsOf = (database: string) => `select schema_name || '.' || table_name as name,
  string_agg(column_name || ' ' || data_type, ', ' order by column_name) as columns,
  string_agg('"' || column_name || '"', ', ' order by column_name) as names
from duckdb_columns() where database_name = '${database}' and not internal group by 1`;
    const tables =
      await session.rows<Columns>(`select name, a.columns as first, b.columns as second, a.names
from (${columnsOf("build")}) as a full join (${columnsOf("other")}) as b using (name) order by name`);
    const shapes = tables
      .filter((table) => table.first !== table.second)
      .map(({ name, first: a, second: b }) => ({ table: name, only_first: [a], only_second: [b] }));
    if (shapes.length > 0) return shapes;
    const prints = tables.map(({ name, names }) => {
      const of = (database: string) =>
        `(select coalesce(sum(hash(${names})::hugeint), 0)::varchar || ' ' || count(*) from ${database}.${quote(name)})`;
      return `select '${name}' as name, '${names}' as names where ${of("build")} <> ${of("other")}`;
    });
    const differing = await session.rows<{ name: string; names: string }>(
      prints.join(" union all "),
    );
    const differences: Difference[] = [];
    for (const { name, names } of differing) {
      const only = (left: string, right: string) =>
        session.rows(`select * from (${minus(name, names, left, right)}) limit 5`);
      differences.push({
        table: name,
        only_first: await only("build", "other"),
        only_second: await only("other", "build"),
      });
    }
    return differences;
  } finally {
    await session.close();
  }
}

/** By name: tables that grew by inserts may keep another order of columns. */
function minus(table: string, columns: string, left: string, right: string): string {
  const rows = (database: string) => `select ${columns} from ${database}.${quote(table)}`;
  return `${rows(left)} except all ${rows(right)}`;
}
