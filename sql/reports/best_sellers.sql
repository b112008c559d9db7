-- grain: one row per month and product among the ten best and the ten worst sellers of the month
-- key: month_key, product_key
-- kind: table
-- Ranks are by revenue among the products sold in the month; equal revenue is ranked by product.
with
sales as (select * from marts.mart_sales),
today as (select as_of from meta.as_of),

rank_products as (
  select
    month_key, product_key, month, product_name, category, revenue, quantity, line_count,
    row_number() over (partition by month_key order by revenue desc, product_key) as best_rank,
    row_number() over (partition by month_key order by revenue, product_key) as worst_rank,
    sum(revenue) over (partition by month_key) as month_revenue,
    count(*) over (partition by month_key) as products_sold
  from sales
  where line_count > 0
),

count_other_currencies as (
  select month_key, sum(other_currency_lines) as other_currency_lines
  from sales
  group by month_key
),

final as (
  select
    month_key,
    product_key,
    rank_products.month,
    rank_products.product_name,
    rank_products.category,
    cast(best_rank as integer) as best_rank,
    cast(worst_rank as integer) as worst_rank,
    rank_products.revenue,
    rank_products.quantity,
    rank_products.line_count,
    percent_of(rank_products.revenue, month_revenue) as revenue_percent,
    cast(month_revenue as decimal(18, 4)) as month_revenue,
    cast(products_sold as integer) as products_sold,
    coalesce(last_day(rank_products.month) < as_of, true) as is_complete,
    cast(count_other_currencies.other_currency_lines as integer) as other_currency_lines
  from rank_products
  join count_other_currencies using (month_key)
  cross join today
  where best_rank <= 10 or worst_rank <= 10
)

select * from final
