-- grain: one row per customer
-- key: customer_key
-- kind: incremental
-- Orders count when they are not cancelled and in the workspace's currency; the unknown customer
-- collects the orders and reviews that name none.
with
customers as (select * from gold.dim_customers),
orders as (select * from gold.fact_orders),
reviews as (select * from gold.fact_reviews),
workspace as (select currency as workspace_currency from meta.workspace),

mark_orders as (
  select
    customer_key,
    date_key,
    net_amount,
    status_class,
    currency = workspace_currency as is_comparable,
    currency = workspace_currency and status_class <> 'cancelled' as is_revenue
  from orders
  cross join workspace
),

sum_orders as (
  select
    customer_key,
    count_if(is_revenue) as order_count,
    sum(case when is_revenue then net_amount end) as revenue,
    min(case when is_revenue then date_key end) as first_date_key,
    max(case when is_revenue then date_key end) as last_date_key,
    count_if(is_comparable and not is_revenue) as cancelled_orders,
    count_if(not is_comparable) as other_currency_orders
  from mark_orders
  group by customer_key
),

sum_reviews as (
  select
    customer_key,
    count(*) as review_count,
    sum(rating) as rating_sum
  from reviews
  group by customer_key
),

final as (
  select
    customer_key,
    customers.customer_id,
    customers.name,
    customers.segment,
    customers.gender,
    customers.age_band,
    customers.region,
    customers.country,
    cast(coalesce(sum_orders.order_count, 0) as integer) as order_count,
    cast(coalesce(sum_orders.revenue, 0) as decimal(18, 4)) as revenue,
    cast(coalesce(sum_orders.first_date_key, 0) as integer) as first_date_key,
    cast(coalesce(sum_orders.first_date_key, 0) // 100 as integer) as first_month_key,
    cast(coalesce(sum_orders.last_date_key, 0) as integer) as last_date_key,
    cast(coalesce(sum_orders.cancelled_orders, 0) as integer) as cancelled_orders,
    cast(coalesce(sum_orders.other_currency_orders, 0) as integer) as other_currency_orders,
    cast(coalesce(sum_reviews.review_count, 0) as integer) as review_count,
    cast(coalesce(sum_reviews.rating_sum, 0) as integer) as rating_sum
  from customers
  left join sum_orders using (customer_key)
  left join sum_reviews using (customer_key)
)

select * from final
