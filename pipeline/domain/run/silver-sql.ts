import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";

/** A rule evaluated while parsing; `expression` true = broken. Rule i of an entity is bit i of its mask. */
export interface MaskRule {
  readonly name: string;
  readonly expression: string;
  readonly severity: "error" | "warn";
}

/** Identity and origin of a row, kept by silver, quarantine and superseded. */
export const LINEAGE_COLUMNS = [
  "_source_id",
  "_batch_id",
  "_ingested_at",
  "_row",
  "_row_hash",
  "_occurrence",
] as const;

const IDENTITY = ["_source_id", "_row_hash", "_occurrence"] as const;

/** Bits of all rules that send a row to quarantine. */
export function errorMask(rules: readonly MaskRule[]): bigint {
  return rules.reduce(
    (mask, rule, index) => (rule.severity === "error" ? mask | (1n << BigInt(index)) : mask),
    0n,
  );
}

export interface StageColumns {
  /** Columns kept: typed entity columns, derived ones and lineage. */
  readonly kept: readonly string[];
  /** Entity column → expression for what the source said, for rows set aside. */
  readonly raw: Readonly<Record<string, string>>;
}

/**
 * Typed rows with `_broken`, the bitmask of broken rules, and `_raw`, what the source said as JSON, for rows that an
 * error rule sets aside. The `__raw` texts the rules needed are gone after this.
 */
export function stageSql(model: string, columns: StageColumns, rules: readonly MaskRule[]): string {
  const bits = rules.map(
    (rule, index) =>
      `case when (${rule.expression}) then ${1n << BigInt(index)}::bigint else 0::bigint end`,
  );
  const mask = bits.length === 0 ? "0::bigint" : bits.join("\n  + ");
  const raw = Object.entries(columns.raw).map(([name, text]) => `${quoteLiteral(name)}: ${text}`);
  return `select ${columns.kept.map(quoteIdentifier).join(", ")}, _broken,
  case when _broken & ${errorMask(rules)} <> 0 then to_json({${raw.join(", ")}})::varchar end as _raw
from (select *, ${mask} as _broken from (${model}) as m) as judged`;
}

/**
 * Rows that lose against a newer row of the same key: the latest `updated_at` wins (nulls first), then
 * run, source and row. Only duplicated keys are ranked; a window over every row costs several times more.
 */
export function losersSql(
  table: string,
  key: readonly string[],
  hasUpdatedAt: boolean,
  where: string,
): string {
  const columns = key.map(quoteIdentifier);
  const same = columns.map((c) => `d.${c} = s.${c}`).join(" and ");
  const order = [
    ...(hasUpdatedAt ? ["s.updated_at desc nulls last"] : []),
    "left(s._batch_id, 7) desc",
    "s._source_id desc",
    "s._batch_id desc",
    "s._row desc",
    "s._occurrence desc",
  ].join(", ");
  return `with duplicated as (
  select ${columns.join(", ")} from ${table} where ${where}
  group by ${columns.join(", ")} having count(*) > 1
),
ranked as (
  select s.rowid as loser, row_number() over (
    partition by ${columns.map((c) => `s.${c}`).join(", ")} order by ${order}
  ) as place
  from ${table} as s
  join duplicated as d on ${same}
  where ${where}
)
select loser from ranked where place > 1`;
}

/** `a.x = b.x and …` over the identity of a bronze row. */
export function sameRow(left: string, right: string): string {
  return IDENTITY.map((name) => `${left}.${name} = ${right}.${name}`).join(" and ");
}

/** `a.k = b.k and …` over columns. */
export function sameColumns(left: string, right: string, columns: readonly string[]): string {
  return columns
    .map(quoteIdentifier)
    .map((name) => `${left}.${name} = ${right}.${name}`)
    .join(" and ");
}

/** List of the names of broken error rules, in rule order, from `_broken`. */
export function reasonsSql(rules: readonly MaskRule[]): string {
  const names = rules
    .map((rule, index) => ({ rule, bit: 1n << BigInt(index) }))
    .filter(({ rule }) => rule.severity === "error")
    .map(({ rule, bit }) => `case when _broken & ${bit} <> 0 then ${quoteLiteral(rule.name)} end`);
  if (names.length === 0) return "[]::varchar[]";
  return `list_filter([${names.join(", ")}], lambda reason: reason is not null)`;
}

/** Rows that two tables do not share, as `_sign` −1 (only in `before`) and +1 (only in `after`). */
export function differenceSql(before: string, after: string, columns: readonly string[]): string {
  const names = columns.map(quoteIdentifier).join(", ");
  return `select -1 as _sign, * from (select ${names} from ${before} except all select ${names} from ${after})
union all
select 1 as _sign, * from (select ${names} from ${after} except all select ${names} from ${before})`;
}
