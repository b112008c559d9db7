import { quoteIdentifier } from "#domain/sql-text.ts";

/** What a report's rows are named by, and what each stands for in a KPI. */
export interface Explained {
  /** `reports.best_sellers`. */
  readonly table: string;
  readonly key: readonly string[];
  /** What people read for each key column: a name beside a number where the report has one. */
  readonly shown: readonly string[];
  /** The KPI over the rows of one key. */
  readonly expression: string;
}

/** For each key column the column that names it for people. */
export function shownColumns(key: readonly string[], columns: readonly string[]): string[] {
  return key.map((column) => {
    const base = column.replace(/_key$/, "");
    if (base === column) return column;
    return [`${base}_name`, base].find((name) => columns.includes(name)) ?? column;
  });
}

/**
 * Rows whose part in the KPI differs between the build (`reports.x`) and the published version
 * (`published.reports_x`), largest difference first: `k0 … published build change total sum`.
 */
export function explainSql({ table, key, shown, expression }: Explained, limit: number): string {
  const side = (from: string): string => {
    const keys = key.map((name, i) => `${quoteIdentifier(name)} as key_${i}`);
    const names = shown.map((name, i) => `any_value(${quoteIdentifier(name)})::varchar as k${i}`);
    const groups = key.map((_, i) => i + 1).join(", ");
    return `select ${[...keys, ...names].join(", ")}, (${expression}) as value from ${from} group by ${groups}`;
  };
  const on = key.map((_, i) => `b.key_${i} is not distinct from p.key_${i}`).join(" and ");
  const keys = key.map((_, i) => `coalesce(b.k${i}, p.k${i}) as k${i}`);
  return `with b as (${side(table)}), p as (${side(publishedName(table))}),
both_sides as (
  select ${keys.join(", ")}, p.value as published, b.value as build,
    case when p.key_0 is null and p.here is null then 'new'
      when b.key_0 is null and b.here is null then 'gone' else 'changed' end as change
  from (select *, true as here from b) as b full join (select *, true as here from p) as p on ${on}
),
different as (
  select *, coalesce(build, 0)::double - coalesce(published, 0)::double as difference
  from both_sides where build is distinct from published
)
select * exclude (published, build, difference), published::varchar as published, build::varchar as build,
  (count(*) over ())::integer as total, sum(difference) over () as sum, difference
from different order by abs(difference) desc, ${keys.map((_, i) => `k${i}`).join(", ")} limit ${limit}`;
}

export const publishedName = (table: string): string => `published.${table.replace(".", "_")}`;
