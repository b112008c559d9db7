-- The first day of a month given as the integer YYYYMM; null for 0, the unknown month.
create or replace macro month_start(month_key) as
  case when month_key > 0 then make_date(month_key // 100, month_key % 100, 1) end;
