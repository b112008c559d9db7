-- What an order line brings in, without tax and shipping: the line total where the source gives one,
-- else quantity times price less discount.
create or replace macro line_net_amount(
  line_total, quantity, unit_price, discount_amount, tax_amount, prices_include_tax
) as
  coalesce(line_total, times_amount(quantity, unit_price) - coalesce(discount_amount, 0))
  - if(prices_include_tax, coalesce(tax_amount, 0), 0);
