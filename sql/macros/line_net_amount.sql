-- What an order line brings in, without tax and shipping: the line total where the source gives one,
-- else quantity times price less discount. Multiplied wide and cast with try, so that one absurd
-- quantity becomes no amount instead of stopping the run.
create or replace macro line_net_amount(
  line_total, quantity, unit_price, discount_amount, tax_amount, prices_include_tax
) as
  try_cast(
    coalesce(
      line_total,
      cast(quantity as decimal(38, 4)) * unit_price - coalesce(discount_amount, 0)
    ) - if(prices_include_tax, coalesce(tax_amount, 0), 0)
    as decimal(18, 4)
  );
