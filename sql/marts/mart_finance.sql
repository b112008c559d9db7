-- grain: one row per day
-- key: date_key
-- kind: incremental
-- In the workspace's currency. Lines whose order has not arrived are on day 0 and count as revenue.
with
orders as (select * from gold.fact_orders),
sales as (select * from gold.fact_sales),
payments as (select * from gold.fact_payments),
workspace as (select currency as workspace_currency from meta.workspace),

mark_orders as (
  select
    date_key, net_amount, item_count, shipping_amount,
    currency = workspace_currency as is_comparable,
    currency = workspace_currency and status_class <> 'cancelled' as is_revenue
  from orders
  cross join workspace
),

sum_orders as (
  select
    date_key,
    count_if(is_revenue) as order_count,
    count_if(is_comparable and not is_revenue) as cancelled_orders,
    count_if(not is_comparable) as other_currency_orders,
    sum(case when is_revenue then net_amount end) as order_revenue,
    sum(case when is_revenue then item_count end) as item_count,
    sum(case when is_revenue then shipping_amount end) as shipping_charged
  from mark_orders
  group by date_key
),

sum_sales as (
  select
    date_key, sum(case when date_key = 0 then net_amount end) as orphan_revenue,
    sum(cost_amount) as cost_amount
  from sales
  cross join workspace
  where status_class <> 'cancelled' and currency = workspace_currency
  group by date_key
),

sum_payments as (
  select
    date_key, sum(case when status_class = 'succeeded' then amount end) as received_amount,
    sum(case when status_class = 'refunded' then abs(amount) end) as refunded_amount
  from payments
  cross join workspace
  where currency = workspace_currency
  group by date_key
),

list_days as (
  select date_key from sum_orders
  union select date_key from sum_sales
  union select date_key from sum_payments
),

final as (
  select
    date_key,
    key_date(date_key) as date,
    cast(date_key // 100 as integer) as month_key,
    cast(coalesce(order_count, 0) as integer) as order_count,
    cast(coalesce(item_count, 0) as decimal(18, 4)) as item_count,
    cast(coalesce(order_revenue, 0) + coalesce(orphan_revenue, 0) as decimal(18, 4)) as revenue,
    cast(coalesce(orphan_revenue, 0) as decimal(18, 4)) as orphan_revenue,
    cast(coalesce(cost_amount, 0) as decimal(18, 4)) as cost_amount,
    cast(coalesce(shipping_charged, 0) as decimal(18, 4)) as shipping_charged,
    cast(coalesce(cancelled_orders, 0) as integer) as cancelled_orders,
    cast(coalesce(received_amount, 0) as decimal(18, 4)) as received_amount,
    cast(coalesce(refunded_amount, 0) as decimal(18, 4)) as refunded_amount,
    cast(coalesce(other_currency_orders, 0) as integer) as other_currency_orders
  from list_days
  left join sum_orders using (date_key)
  left join sum_sales using (date_key)
  left join sum_payments using (date_key)
)

select * from final
