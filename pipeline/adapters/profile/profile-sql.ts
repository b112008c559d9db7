import { quoteIdentifier, quoteLiteral } from "#domain/sql-text.ts";
import { SHAPE_LENGTH } from "#domain/mapping/shapes.ts";

/** Shapes fetched per column; what lies beyond is rare by construction and counts as text. */
export const SHAPE_LIMIT = 20_000;
const WHITE_SPACE = "' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(65279)";
const trimmed = (expression: string): string => `nullif(trim(${expression}, ${WHITE_SPACE}), '')`;
/** Working table with the distinct values of the column under way: everything else is asked of it. */
const COUNTED = "counted_values";

/** Rows in all, and rows in which every cell is blank. */
export function blankRowsSql(table: string, headers: readonly string[]): string {
  const cells = `concat(${headers.map(quoteIdentifier).join(", ")})`;
  // Long rows cannot be all white space; trimming them would cost more than reading the file.
  return `select count(*) as n, count_if(strlen(cells) < 200 and ${trimmed("cells")} is null) as blank
    from (select ${cells} as cells from ${quoteIdentifier(table)})`;
}

/** The one pass over a column: its distinct trimmed values with how often they occur. */
export function countValuesSql(table: string, header: string): string {
  return `
    create or replace temp table ${COUNTED} as
    select v, sum(n)::bigint as n
    from (
      select ${trimmed("raw")} as v, n
      from (select ${quoteIdentifier(header)} as raw, count(*) as n from ${quoteIdentifier(table)} group by 1)
    )
    where v is not null group by v`;
}

const FORMULA_ERRORS =
  "'#N/A', '#REF!', '#DIV/0!', '#VALUE!', '#NAME?', '#NUM!', '#NULL!', '#ERROR!', '#SPILL!', '#CALC!'";
const YES_NO =
  "'true', 'false', 'yes', 'no', 'y', 'n', 'ja', 'nein', 'oui', 'non', 'si', 'sí', 'wahr', 'falsch', 'vrai', 'faux', 'on', 'off'";
const CURRENCY_CODES =
  "EUR|USD|GBP|CHF|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|JPY|CNY|RMB|INR|AUD|CAD|NZD|BRL|MXN|TRY|ZAR|SGD|HKD|KRW|euros?|kr|s?fr|rs|ft|lei|zł|kč";

/** Currency codes become one sign, digits 9 and ASCII letters a. */
const SHAPE = `regexp_replace(translate(
  regexp_replace(v, '(?i)\\b(${CURRENCY_CODES})\\b|\\b(US|C|A|R)\\$', '¤'), '012345678', '999999999'), '[A-Za-z]', 'a', 'g')`;

/**
 * The column's shapes with counts and an example. Plain numbers, ISO dates and words, nearly all values of most
 * columns, get their shape from one match, which is fifty times faster than translating their letters.
 */
export const SHAPES_SQL = `
  with shaped as (
    select v, n,
      case
        when regexp_full_match(v, '[1-9][0-9]*') then '99'
        when regexp_full_match(v, '[1-9][0-9]*\\.[0-9]{1,2}') then '9.99'
        when regexp_full_match(v, '[0-9]{4}-[0-9]{2}-[0-9]{2}') then '9999-99-99'
        when regexp_full_match(v, '[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?') then '9999-99-99 99:99'
        when lower(v) in (${YES_NO}) then '?BOOLEAN'
        when regexp_full_match(v, '[A-Za-z]{4,}([-_ ]?[0-9]+)?|[A-Za-z]+[-_][0-9]+|[A-Z][a-z]+( [A-Z][a-z]+)+') then 'a'
        when length(v) > ${SHAPE_LENGTH} then if(v ilike 'http%://%', 'aaaa://', 'a')
        when v in (${FORMULA_ERRORS}) then '#ERROR!'
        else if(ltrim(v, '+-(€$£ ')[1] = '0', regexp_replace(${SHAPE}, '9', '0'), ${SHAPE})
      end as shape
    from ${COUNTED}
  )
  select shape, sum(n)::double as n, min(v) as low
  from shaped group by shape order by n desc, shape limit ${SHAPE_LIMIT}`;

/** Everything about the column that does not depend on shapes. */
export const SUMMARY_SQL = `
  select coalesce(sum(n), 0)::double as nonblank, count(*)::double as "distinct",
    coalesce(min(length(v)), 0)::integer as min_length, coalesce(max(length(v)), 0)::integer as max_length,
    min(number) filter (where isfinite(number)) as low, max(number) filter (where isfinite(number)) as high
  from (select v, n, try_cast(v as double) as number from ${COUNTED})`;

export const FREQUENT_SQL = `select v as value, n::double as n from ${COUNTED} order by n desc, v limit 8`;

/** Which part of `a/b/year` values can only be the day. */
const DAY_MONTH = quoteLiteral(
  "^([0-9]{1,2})([/.-])([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})([ ,T].*)?$",
);
export const DAY_MONTH_SQL = `
    with parts as (
      select v, n, regexp_extract(v, ${DAY_MONTH}, ['a', 's', 'b', 'y', 'rest']) as p
      from ${COUNTED}
      where regexp_matches(v, ${DAY_MONTH})
    ),
    numbers as (select v, n, p.a::integer as a, p.b::integer as b, length(p.y) = 2 as short from parts)
    select
      coalesce(sum(n) filter (where a > 12 and a <= 31 and b <= 12), 0)::double as first_above_12,
      coalesce(sum(n) filter (where b > 12 and b <= 31 and a <= 12), 0)::double as second_above_12,
      coalesce(sum(n) filter (where a <= 12 and b <= 12 and a <> b), 0)::double as both,
      coalesce(sum(n) filter (where a <= 12 and a = b), 0)::double as same,
      coalesce(sum(n) filter (where short), 0)::double as short_year,
      min(v) filter (where a > 12 and a <= 31 and b <= 12) as first_example,
      min(v) filter (where b > 12 and b <= 31 and a <= 12) as second_example,
      min(v) filter (where a <= 12 and b <= 12 and a <> b) as both_example
    from numbers`;

/** Distinct values of one column that occur in another. */
export function overlapSql(
  from: { readonly table: string; readonly header: string },
  to: { readonly table: string; readonly header: string },
): string {
  return `
    with a as (select distinct ${trimmed(quoteIdentifier(from.header))} as v from ${quoteIdentifier(from.table)}),
    b as (select distinct ${trimmed(quoteIdentifier(to.header))} as v from ${quoteIdentifier(to.table)})
    select count(a.v)::double as "distinct", count(b.v)::double as contained
    from a left join b on a.v = b.v where a.v is not null`;
}

/** See `ProfileSession.agreement`. Rows that are not told apart by `by` are left out on either side. */
export function agreementSql(
  table: string,
  previous: string,
  by: readonly string[],
  { from, to }: { readonly from: string; readonly to: string },
): string {
  const key = by.map((header) => `coalesce(${trimmed(quoteIdentifier(header))}, '')`);
  const side = (name: string, header: string): string => `
    select ${key.map((one, index) => `${one} as k${index}`).join(", ")},
      ${trimmed(quoteIdentifier(header))} as v
    from ${quoteIdentifier(name)}
    qualify count(*) over (partition by ${key.join(", ")}) = 1`;
  return `
    with a as (${side(table, from)}), b as (${side(previous, to)}),
    both_filled as (
      select a.v as now, b.v as "then" from a join b using (${key.map((_, index) => `k${index}`).join(", ")})
      where a.v is not null and b.v is not null
    ),
    nows as (select now as v, count(*)::double as n from both_filled group by 1),
    thens as (select "then" as v, count(*)::double as n from both_filled group by 1),
    total as (select count(*)::double as n, count_if(now = "then")::double as equal from both_filled)
    select n as rows, equal,
      coalesce((select sum(nows.n * thens.n) from nows join thens using (v)), 0) / greatest(1, n * n) as chance
    from total`;
}
