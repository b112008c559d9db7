-- A quantity times an amount, rounded to four decimals; null instead of an overflow.
create or replace macro times_amount(quantity, amount) as
  try_cast(cast(quantity as decimal(38, 4)) * amount as decimal(18, 4));
