/** Functions the stand-in knows: their names on Snowflake, and what DuckDB calls the same thing. */

/** The same name and meaning on both. */
const SAME =
  `abs array_to_string avg cast coalesce concat contains chr count count_if date_trunc datediff floor
grouping last_day left length like lower max max_by md5 min min_by month day nullif percentile_cont percentile_disc
quarter rank replace right round row_number substr sum to_json translate trim trunc try_cast upper year`.split(
    /\s+/,
  );

const RENAMED: Readonly<Record<string, string>> = {
  array_construct: "list_value",
  bitand: "sf_bitand",
  convert_timezone: "sf_convert_timezone",
  dateadd: "sf_dateadd",
  date_from_parts: "sf_date_from_parts",
  dayofweekiso: "isodow",
  decode: "sf_decode",
  endswith: "suffix",
  get: "sf_get",
  greatest_ignore_nulls: "greatest",
  least_ignore_nulls: "least",
  object_construct_keep_null: "json_object",
  octet_length: "strlen",
  startswith: "starts_with",
  to_date: "sf_to_date",
  to_number: "sf_to_number",
  to_timestamp_ntz: "sf_to_timestamp_ntz",
  to_varchar: "sf_to_varchar",
  try_to_date: "sf_try_to_date",
  weekiso: "weekofyear",
  yearofweekiso: "isoyear",
};

export const FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ...SAME.map((name): [string, string] => [name, name]),
  ...Object.entries(RENAMED),
]);

/** Words that stand before a bracket without being functions. */
export const NOT_FUNCTIONS = new Set(
  `and as by case distinct else exclude exists from group having if in insert into is join like not number on or
order over partition qualify having limit replace interval select set sets then time timestamp_ntz union using v values varchar when where with
within decimal table all except key t s left right`.split(/\s+/),
);

/** What DuckDB needs to answer for them. */
export const MACROS = `
create macro sf_bitand(a, b) as a & b;
create macro sf_dateadd(part, n, d) as d + to_days(n::integer);
create macro sf_convert_timezone(a, b, t) as timezone(b, timezone(a, t));
create macro sf_date_from_parts(y, m, d) as make_date(y::bigint, m::bigint, d::bigint);
create macro sf_decode(x, a, b, c, d, e, f, g, h, i, j, k, l, m, n) as
  case x when a then b when c then d when e then f when g then h when i then j when k then l when m then n end;
create macro sf_get(list, place) as list[place + 1];
create macro sf_to_date(v, format) as cast(v as date);
create macro sf_try_to_date(v, format) as try_cast(v as date);
create macro sf_to_timestamp_ntz(v, format) as cast(v as timestamp);
create macro sf_to_number(v, format) as cast('0x' || v as bigint);
create macro sf_to_varchar(v, format) as case format
  when 'MMMM' then strftime(v, '%B')
  when 'YYYY-MM-DD' then strftime(v, '%Y-%m-%d')
  when 'YYYY-MM-DD HH24:MI:SS.FF6' then strftime(v, '%Y-%m-%d %H:%M:%S.%f')
  else error('unknown format ' || format) end;
`;
