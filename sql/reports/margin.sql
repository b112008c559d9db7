-- grain: one row per month and product
-- key: month_key, product_key
-- kind: table
-- Margin is known only for sales of products with a cost; the percentage is over their revenue alone.
with
sales as (select * from marts.mart_sales),
today as (select as_of from meta.as_of),

final as (
  select
    month_key,
    product_key,
    sales.month,
    sales.product_name,
    sales.category,
    sales.revenue,
    sales.cost_amount,
    sales.costed_revenue - sales.cost_amount as gross_margin,
    percent_of(sales.costed_revenue - sales.cost_amount, sales.costed_revenue) as margin_percent,
    sales.costed_revenue,
    sales.revenue - sales.costed_revenue as uncosted_revenue,
    coalesce(last_day(sales.month) < as_of, true) as is_complete,
    sales.other_currency_lines
  from sales
  cross join today
  where sales.line_count > 0 or sales.other_currency_lines > 0
)

select * from final
