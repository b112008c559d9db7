-- The integer YYYYMMDD of a date; 0, the unknown member of dim_date, for no date.
create or replace macro date_key(d) as
  cast(coalesce(year(d) * 10000 + month(d) * 100 + day(d), 0) as integer);
