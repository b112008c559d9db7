-- A quantity times an amount, rounded to four decimals. Exact up to 90 billion; beyond that, where the
-- exact product would overflow and stop the run, as near as a double gets, and null when too large.
create or replace macro times_amount(quantity, amount) as
  if(
    abs(cast(quantity as double) * cast(amount as double)) < 90000000000,
    cast(quantity * amount as decimal(18, 4)),
    try_cast(cast(quantity as double) * cast(amount as double) as decimal(18, 4))
  );
