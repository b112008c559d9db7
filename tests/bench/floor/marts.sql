create table marts.mart_sales as
select
  month_key, product_key, if(month_key > 0, make_date(month_key // 100, month_key % 100, 1), null) as month,
  product_id, name as product_name, category, brand, line_count, quantity, revenue, sums.cost_amount, costed_revenue,
  refunded_amount, cancelled_amount, other_currency_lines
from (
  select
    month_key, product_key,
    count_if(own and live)::integer as line_count,
    coalesce(sum(if(own and live, quantity, null)), 0)::decimal(18, 4) as quantity,
    coalesce(sum(if(own and live, net_amount, null)), 0)::decimal(18, 4) as revenue,
    coalesce(sum(if(own and live, cost_amount, null)), 0)::decimal(18, 4) as cost_amount,
    coalesce(sum(if(own and live and cost_amount is not null, net_amount, null)), 0)::decimal(18, 4) as costed_revenue,
    coalesce(sum(if(own and status_class = 'refunded', net_amount, null)), 0)::decimal(18, 4) as refunded_amount,
    coalesce(sum(if(own and not live, net_amount, null)), 0)::decimal(18, 4) as cancelled_amount,
    count_if(not own)::integer as other_currency_lines
  from (select *, currency = 'EUR' as own, status_class <> 'cancelled' as live from gold.fact_sales)
  group by month_key, product_key
) as sums
join gold.dim_products using (product_key);

create table marts.mart_finance as
with sum_orders as (
  select
    date_key, count_if(own and live) as order_count, count_if(own and not live) as cancelled_orders,
    count_if(not own) as other_currency_orders, sum(if(own and live, net_amount, null)) as order_revenue,
    sum(if(own and live, item_count, null)) as item_count, sum(if(own and live, shipping_amount, null)) as shipping_charged
  from (select *, currency = 'EUR' as own, status_class <> 'cancelled' as live from gold.fact_orders)
  group by date_key
),
sum_sales as (
  select date_key, sum(if(date_key = 0, net_amount, null)) as orphan_revenue, sum(cost_amount) as cost_amount
  from gold.fact_sales where status_class <> 'cancelled' and currency = 'EUR' group by date_key
),
sum_payments as (
  select
    date_key, sum(if(status_class = 'succeeded', amount, null)) as received_amount,
    sum(if(status_class = 'refunded', amount, null)) as refunded_amount
  from gold.fact_payments where currency = 'EUR' group by date_key
)
select
  date_key, if(date_key > 0, make_date(date_key // 10000, date_key // 100 % 100, date_key % 100), null) as date,
  (date_key // 100)::integer as month_key, coalesce(order_count, 0)::integer as order_count,
  coalesce(item_count, 0)::decimal(18, 4) as item_count,
  (coalesce(order_revenue, 0) + coalesce(orphan_revenue, 0))::decimal(18, 4) as revenue,
  coalesce(orphan_revenue, 0)::decimal(18, 4) as orphan_revenue, coalesce(cost_amount, 0)::decimal(18, 4) as cost_amount,
  coalesce(shipping_charged, 0)::decimal(18, 4) as shipping_charged, coalesce(cancelled_orders, 0)::integer as cancelled_orders,
  coalesce(received_amount, 0)::decimal(18, 4) as received_amount, coalesce(refunded_amount, 0)::decimal(18, 4) as refunded_amount,
  coalesce(other_currency_orders, 0)::integer as other_currency_orders
from sum_orders full join sum_sales using (date_key) full join sum_payments using (date_key);

create table marts.mart_marketing as
with sum_orders as (
  select
    customer_key, count_if(own and live) as order_count, sum(if(own and live, net_amount, null)) as revenue,
    min(if(own and live, date_key, null)) as first_date_key, max(if(own and live, date_key, null)) as last_date_key,
    count_if(own and not live) as cancelled_orders, count_if(not own) as other_currency_orders
  from (select *, currency = 'EUR' as own, status_class <> 'cancelled' as live from gold.fact_orders)
  group by customer_key
),
sum_reviews as (
  select customer_key, count(*) as review_count, sum(rating) as rating_sum from gold.fact_reviews group by customer_key
)
select
  customer_key, customer_id, name, segment, gender, age_band, region, country, coalesce(order_count, 0)::integer as order_count,
  coalesce(revenue, 0)::decimal(18, 4) as revenue, coalesce(first_date_key, 0)::integer as first_date_key,
  (coalesce(first_date_key, 0) // 100)::integer as first_month_key, coalesce(last_date_key, 0)::integer as last_date_key,
  coalesce(cancelled_orders, 0)::integer as cancelled_orders, coalesce(other_currency_orders, 0)::integer as other_currency_orders,
  coalesce(review_count, 0)::integer as review_count, coalesce(rating_sum, 0)::integer as rating_sum
from gold.dim_customers left join sum_orders using (customer_key) left join sum_reviews using (customer_key);

create table marts.mart_operations as
select
  shipped_date_key, shipping_method_key,
  if(shipped_date_key > 0, make_date(shipped_date_key // 10000, shipped_date_key // 100 % 100, shipped_date_key % 100), null) as shipped_on,
  (shipped_date_key // 100)::integer as shipped_month_key, name as shipping_method, sums.* exclude (shipped_date_key, shipping_method_key)
from (
  select
    shipped_date_key, shipping_method_key, count(*)::integer as shipment_count, count_if(delivered_date_key > 0)::integer as delivered_count,
    count_if(is_late)::integer as late_count, count_if(not is_late)::integer as on_time_count, count(delivery_days)::integer as timed_count,
    coalesce(sum(delivery_days), 0)::integer as delivery_days, coalesce(sum(if(currency = 'EUR', cost, null)), 0)::decimal(18, 4) as cost,
    count_if(currency <> 'EUR')::integer as other_currency_shipments
  from gold.fact_shipments group by shipped_date_key, shipping_method_key
) as sums
join gold.dim_shipping_methods using (shipping_method_key);
