import type { KeyDimension } from "./dimensions.ts";

/** A changed silver table that holds business keys of a dimension. */
export interface KeyArm {
  readonly table: string;
  /** The dimension's own entity; the others only refer to it. */
  readonly own: boolean;
  /** The column is the whole key of the table, so no value comes twice. */
  readonly unique: boolean;
  /** Changed rows, where known: only keys among the new ones can be new. */
  readonly delta: string | null;
}

/**
 * New keys and their numbers in order of first appearance: the entity's own rows, then references; by batch
 * (run, source) and row. Rows of the entity itself need no grouping, and references are grouped only where the
 * entity has no row of that key: most keys never see a hash table of groups.
 * @param known table of the keys that have a number; null when there are none. @param last the last number given.
 */
export function newKeysSql(
  { column, key }: KeyDimension,
  arms: readonly KeyArm[],
  known: string | null,
  last: number,
): string {
  const own = arms.find((arm) => arm.own);
  const references = arms.filter((arm) => !arm.own);
  const parts = [
    `own as (${own ? ownSql(own, column, known) : nothing(column)})`,
    ...(references.length > 0
      ? [
          `referred as (${grouped(references.map((arm) => rowsSql(arm, column, known)).join("\nunion all\n"), column, "anti join own using (" + column + ")")})`,
        ]
      : []),
    `candidates as (select *, 0 as place from own${references.length > 0 ? " union all select *, 1 from referred" : ""})`,
  ];
  return `with ${parts.join(",\n")}
select ${column}, (${last} + row_number() over (order by place, first_batch, first_row, ${column}))::integer as ${key}
from candidates`;
}

function nothing(column: string): string {
  return `select ''::varchar as ${column}, '' as first_batch, 0::bigint as first_row where false`;
}

function ownSql(arm: KeyArm, column: string, known: string | null): string {
  const rows = rowsSql(arm, column, known);
  return arm.unique ? rows : grouped(rows, column, "");
}

/** First batch and first row of every key. */
function grouped(rows: string, column: string, narrowed: string): string {
  return `select ${column}, min(first_batch) as first_batch, min(first_row) as first_row
from (${rows}) ${narrowed} group by ${column}`;
}

/** Rows of a table whose key is there and has no number. Lineage is only in silver itself, not in its delta. */
function rowsSql({ table, delta }: KeyArm, column: string, known: string | null): string {
  const only = delta ? ` and t.${column} in (select ${column} from ${delta} where _sign = 1)` : "";
  const unknown = known
    ? `\n  and not exists (select 1 from ${known} as k where k.${column} = t.${column})`
    : "";
  return `select t.${column}, t._batch_id as first_batch, t._row as first_row
from ${table} as t where t.${column} is not null${only}${unknown}`;
}
