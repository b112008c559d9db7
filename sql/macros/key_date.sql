-- The date of an integer YYYYMMDD; null for 0, the unknown date.
create or replace macro key_date(date_key) as
  case
    when date_key > 0
      then make_date(date_key // 10000, date_key // 100 % 100, date_key % 100)
  end;
