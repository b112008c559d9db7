import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import { SHAPE_LENGTH } from "#domain/mapping/shapes.ts";

/** Shapes fetched per column; what lies beyond is rare by construction and counts as text. */
export const SHAPE_LIMIT = 20_000;
const TRIMMED = (header: string): string =>
  `nullif(trim(${quoteIdentifier(header)}, ' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(65279)), '')`;

/** Rows in which every cell is blank. */
export function blankRowsSql(table: string, headers: readonly string[]): string {
  const blank = headers.map((header) => `${TRIMMED(header)} is null`).join(" and ");
  return `select count(*) as n, count_if(${blank}) as blank from ${quoteIdentifier(table)}`;
}

/** One pass over one column: its shapes with counts, bounds and an example. */
export function shapesSql(table: string, header: string): string {
  return `
    with trimmed as (select ${TRIMMED(header)} as v from ${quoteIdentifier(table)}),
    shaped as (
      select
        v,
        case
          when length(v) > ${SHAPE_LENGTH} then if(v ilike 'http%://%', 'aaaa://', 'a')
          when v in ('#N/A', '#REF!', '#DIV/0!', '#VALUE!', '#NAME?', '#NUM!', '#NULL!', '#ERROR!', '#SPILL!', '#CALC!') then '#ERROR!'
          when lower(v) in ('true', 'false', 'yes', 'no', 'y', 'n', 'ja', 'nein', 'oui', 'non', 'si', 'sí', 'wahr', 'falsch', 'vrai', 'faux', 'on', 'off') then '?BOOLEAN'
          else if(ltrim(v, '+-(€$£ ')[1] = '0', regexp_replace(translated, '9', '0'), translated)
        end as shape
      from (
        select v, translate(v,
          '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
          '9999999999aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa') as translated
        from trimmed where v is not null
      )
    )
    select shape, count(*)::double as n, min(v) as low, max(v) as high,
      min(length(v))::integer as min_length, max(length(v))::integer as max_length
    from shaped group by shape order by n desc, shape limit ${SHAPE_LIMIT}`;
}

/** Everything about one column that does not depend on shapes. */
export function summarySql(table: string, header: string): string {
  const number = "try_cast(v as double)";
  return `
    with trimmed as (select ${TRIMMED(header)} as v from ${quoteIdentifier(table)})
    select count(v)::double as nonblank, approx_count_distinct(v)::double as about,
      coalesce(min(length(v)), 0)::integer as min_length, coalesce(max(length(v)), 0)::integer as max_length,
      min(${number}) filter (where isfinite(${number})) as low,
      max(${number}) filter (where isfinite(${number})) as high
    from trimmed`;
}

export function exactDistinctSql(table: string, header: string): string {
  return `select count(distinct ${TRIMMED(header)})::double as n from ${quoteIdentifier(table)}`;
}

export function frequentSql(table: string, header: string): string {
  return `
    select ${TRIMMED(header)} as value, count(*)::double as n from ${quoteIdentifier(table)}
    where ${TRIMMED(header)} is not null group by 1 order by n desc, value limit 8`;
}

/** Which part of `a/b/year` values can only be the day. */
export function dayMonthSql(table: string, header: string): string {
  const pattern = "^([0-9]{1,2})([/.-])([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})([ ,T].*)?$";
  return `
    with parts as (
      select v, regexp_extract(v, ${quoteLiteral(pattern)}, ['a', 's', 'b', 'y', 'rest']) as p
      from (select ${TRIMMED(header)} as v from ${quoteIdentifier(table)})
      where regexp_matches(v, ${quoteLiteral(pattern)})
    ),
    numbers as (select v, p.a::integer as a, p.b::integer as b, length(p.y) = 2 as short from parts)
    select
      count_if(a > 12 and a <= 31 and b <= 12)::double as first_above_12,
      count_if(b > 12 and b <= 31 and a <= 12)::double as second_above_12,
      count_if(a <= 12 and b <= 12 and a <> b)::double as both,
      count_if(a <= 12 and a = b)::double as same,
      count_if(short)::double as short_year,
      min(v) filter (where a > 12 and a <= 31 and b <= 12) as first_example,
      min(v) filter (where b > 12 and b <= 31 and a <= 12) as second_example,
      min(v) filter (where a <= 12 and b <= 12 and a <> b) as both_example
    from numbers`;
}

/** Distinct values of one column that occur in another. */
export function overlapSql(
  from: { readonly table: string; readonly header: string },
  to: { readonly table: string; readonly header: string },
): string {
  return `
    with a as (select distinct ${TRIMMED(from.header)} as v from ${quoteIdentifier(from.table)}),
    b as (select distinct ${TRIMMED(to.header)} as v from ${quoteIdentifier(to.table)})
    select count(a.v)::double as "distinct", count(b.v)::double as contained
    from a left join b on a.v = b.v where a.v is not null`;
}
