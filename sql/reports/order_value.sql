-- grain: one row per month
-- key: month_key
-- kind: table
with
days as (select * from marts.mart_finance),
today as (select as_of from meta.as_of),

sum_months as (
  select
    month_key,
    sum(order_count) as order_count,
    sum(revenue - orphan_revenue) as revenue,
    sum(item_count) as item_count,
    sum(cancelled_orders) as cancelled_orders,
    sum(other_currency_orders) as other_currency_orders
  from days
  where month_key > 0
  group by month_key
  having sum(order_count + cancelled_orders + other_currency_orders) > 0
),

final as (
  select
    month_key,
    month_start(month_key) as month,
    cast(order_count as integer) as order_count,
    cast(revenue as decimal(18, 4)) as revenue,
    cast(revenue / nullif(order_count, 0) as decimal(18, 4)) as average_order_value,
    round(cast(item_count as double) / nullif(order_count, 0), 4) as items_per_order,
    percent_of(cancelled_orders, order_count + cancelled_orders) as cancelled_percent,
    last_day(month_start(month_key)) < as_of as is_complete,
    cast(other_currency_orders as integer) as other_currency_orders
  from sum_months
  cross join today
)

select * from final
