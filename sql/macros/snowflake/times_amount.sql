-- A quantity times an amount, rounded to four decimals; null when it does not fit. Only text can be tried to be
-- cast here, so the size is asked before.
create or replace macro times_amount(quantity, amount) as
  case
    when abs(cast(quantity as double) * cast(amount as double)) < 90000000000
      then cast(quantity * amount as decimal(18, 4))
    when abs(cast(quantity as double) * cast(amount as double)) < 99999999999999
      then cast(cast(quantity as double) * cast(amount as double) as decimal(18, 4))
  end;
