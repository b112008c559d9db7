-- What reads text on Snowflake. The JavaScript functions beside this file answer with text, which is made a value here.
create or replace macro parse_amount(v, format) as
  cast(read_number(v, format, 'amount') as decimal(18, 4));

create or replace macro parse_quantity(v, format) as
  cast(read_number(v, format, 'quantity') as decimal(18, 4));

-- A whole number, `3.0` too; null for any other and for what is no 32-bit integer.
create or replace macro parse_integer(v, format) as
  case
    when parse_quantity(v, format) = floor(parse_quantity(v, format))
      and abs(parse_quantity(v, format)) <= 2147483647
      and not contains(lower(v), 'e')
      then cast(parse_quantity(v, format) as integer)
  end;

-- Only a time of the source's own clock (L) moves; a date, or a time with an offset, is UTC as it stands.
create or replace macro moment_of(text, tz) as
  convert_timezone(
    case when left(text, 1) = 'L' then tz else 'UTC' end, 'UTC',
    to_timestamp_ntz(substr(text, 2), 'YYYY-MM-DD HH24:MI:SS.FF6')
  );

create or replace macro parse_timestamp(v, format, tz) as moment_of(read_time(v, format), tz);

create or replace macro parse_date(v, format) as to_date(read_date(v, format), 'YYYY-MM-DD');

create or replace macro utc_to_local_date(moment, tz) as
  cast(convert_timezone('UTC', tz, moment) as date);

create or replace macro local_date_of(moment, v, format, tz, local_tz) as
  case
    when moment is null then null
    when tz = 'UTC' and local_tz = 'UTC' then cast(moment as date)
    when tz = local_tz and format <> 'excel' and v like '____-__-_____:__:__' then try_to_date(left(v, 10), 'YYYY-MM-DD')
    when not contains(v, ':') and (format <> 'excel' or not contains(v, '.')) then cast(moment as date)
    else utc_to_local_date(moment, local_tz)
  end;
