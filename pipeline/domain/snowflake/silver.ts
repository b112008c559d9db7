import type { MaskRule } from "#domain/run/silver-sql.ts";
import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";

/** What the selects of one entity need to know. All of them are in our dialect. */
export interface SilverShape {
  readonly entity: string;
  readonly key: readonly string[];
  /** Columns of the silver table without `_flags`. */
  readonly columns: readonly string[];
  readonly rules: readonly MaskRule[];
  readonly errors: bigint;
}

const names = (columns: readonly string[], alias?: string): string =>
  columns.map((c) => (alias ? `${alias}.${quoteIdentifier(c)}` : quoteIdentifier(c))).join(", ");

/** The latest row of each key wins; see `losersSql`, which says the same in the engine of this computer. */
function placeOf(shape: SilverShape): string {
  const order = [
    ...(shape.columns.includes("updated_at") ? ["t.updated_at desc nulls last"] : []),
    "left(t._batch_id, 7) desc",
    ...["_source_id", "_batch_id", "_row", "_occurrence"].map((name) => `t.${name} desc`),
  ];
  return `row_number() over (partition by ${names(shape.key, "t")} order by ${order.join(", ")})`;
}

const good = (shape: SilverShape): string => `(t._broken & ${shape.errors}) = 0`;

/** @param only table of the keys wanted; null for all. */
const narrowed = (shape: SilverShape, only: string | null): string =>
  only === null
    ? ""
    : ` and exists (select 1 from ${only} as k where ${shape.key
        .map((c) => `k.${quoteIdentifier(c)} = t.${quoteIdentifier(c)}`)
        .join(" and ")})`;

export function winnersSql(shape: SilverShape, typed: string, only: string | null): string {
  return `select ${names(shape.columns, "t")}, t._broken as _flags from ${typed} as t
where ${good(shape)}${narrowed(shape, only)} qualify ${placeOf(shape)} = 1`;
}

export function supersededSql(shape: SilverShape, typed: string, only: string | null): string {
  return `select ${names(shape.columns, "t")}, t._broken as _flags from ${typed} as t
where ${good(shape)}${narrowed(shape, only)} qualify ${placeOf(shape)} > 1`;
}

/** Rows set aside, with the names of the rules they break. */
export function quarantinedSql(shape: SilverShape, typed: string): string {
  const reasons = shape.rules
    .map((rule, index) => ({ rule, bit: 1n << BigInt(index) }))
    .filter(({ rule }) => rule.severity === "error")
    .map(
      ({ rule, bit }) => `case when (t._broken & ${bit}) <> 0 then ${quoteLiteral(rule.name)} end`,
    );
  const text = reasons.length === 0 ? "''" : `concat_ws(',', ${reasons.join(", ")})`;
  return `select ${names(shape.columns, "t")}, t._broken, ${text} as _reasons, t._raw from ${typed} as t
where (t._broken & ${shape.errors}) <> 0`;
}

/** Keys that new or removed rows touch. @param removed select of identities, or null. */
export function touchedSql(
  shape: SilverShape,
  typed: string,
  fresh: string,
  removed: string | null,
): string {
  const key = names(shape.key, "t");
  const added = `select ${key} from ${fresh} as t where ${good(shape)}`;
  if (removed === null) return `select distinct * from (${added}) as a`;
  return `${added}
union
select ${key} from ${typed} as t where ${good(shape)} and exists (select 1 from (${removed}) as r
  where r._source_id = t._source_id and r._row_hash = t._row_hash and r._occurrence = t._occurrence)`;
}

/** Touched keys that have no good row any more. */
export function goneSql(shape: SilverShape, typed: string, touched: string): string {
  return `select ${names(shape.key, "k")} from ${touched} as k
except
select ${names(shape.key, "t")} from ${typed} as t where ${good(shape)}`;
}
