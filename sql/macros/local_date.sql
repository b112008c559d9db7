-- The day of a UTC timestamp in a zone.
create or replace macro utc_to_local_date(moment, tz) as
  case
    when tz = 'UTC' then cast(moment as date)
    else cast(timezone(tz, make_timestamptz(epoch_us(moment))) as date)
  end;

-- The local day, in the workspace's zone, of a timestamp that `parse_timestamp` read from `v`. A date without a
-- time is that day in every zone, and where source and workspace share a zone a plain time keeps its day, which
-- spares the costly conversion.
create or replace macro local_date_of(moment, v, format, tz, local_tz) as
  case
    when tz = 'UTC' and local_tz = 'UTC' then cast(moment as date)
    when moment is null then null
    when tz = local_tz and format <> 'excel' and v like '____-__-_____:__:__' then try_cast(v as date)
    when not contains(v, ':') and (format <> 'excel' or not contains(v, '.')) then cast(moment as date)
    else utc_to_local_date(moment, local_tz)
  end;

-- The same from the text alone. Models parse the timestamp first and use `local_date_of`.
create or replace macro local_date(v, format, tz, local_tz) as
  local_date_of(parse_timestamp(v, format, tz), v, format, tz, local_tz);
