-- grain: one row per shipping method
-- key: shipping_method_key
-- kind: table
-- The revenue of an order sent in several parcels is split evenly among them. Overdue: promised for a
-- day that is over and still not delivered.
with
shipments as (select * from gold.fact_shipments),
orders as (select * from gold.fact_orders),
methods as (select * from gold.dim_shipping_methods),
workspace as (select currency as workspace_currency from meta.workspace),
today as (select date_key(as_of) as today_key from meta.as_of),

count_parcels as (
  select order_key, count(*) as parcels
  from shipments
  group by order_key
  having count(*) > 1
),

add_revenue as (
  select
    shipments.shipping_method_key,
    shipments.delivery_days,
    shipments.is_late,
    shipments.delivered_date_key > 0 as is_delivered,
    shipments.delivered_date_key = 0
      and shipments.promised_date_key between 1 and today_key - 1 as is_overdue,
    shipments.currency = workspace_currency as is_comparable,
    shipments.cost,
    1 / coalesce(parcels, 1) as order_share,
    case when orders.status_class <> 'cancelled' then orders.net_amount end as net_amount
  from shipments
  cross join workspace
  cross join today
  left join orders using (order_key)
  left join count_parcels using (order_key)
),

sum_methods as (
  select
    shipping_method_key,
    count(*) as shipment_count,
    count_if(is_delivered) as delivered_count,
    count_if(is_overdue) as overdue_count,
    count(case when is_late then 1 end) as late_count,
    count(is_late) as judged_count,
    avg(delivery_days) as mean_days,
    percentile_cont(0.5) within group (order by delivery_days) as median_days,
    percentile_cont(0.9) within group (order by delivery_days) as p90_days,
    sum(case when is_comparable then cost end) as cost,
    sum(case when is_comparable then order_share end) as order_count,
    sum(case when is_comparable then cast(net_amount as double) * order_share end) as revenue,
    count_if(not is_comparable) as other_currency_shipments
  from add_revenue
  group by shipping_method_key
),

final as (
  select
    shipping_method_key,
    methods.name as shipping_method,
    cast(shipment_count as integer) as shipment_count,
    cast(delivered_count as integer) as delivered_count,
    cast(judged_count as integer) as judged_count,
    cast(judged_count - late_count as integer) as on_time_count,
    percent_of(judged_count - late_count, judged_count) as on_time_percent,
    cast(overdue_count as integer) as overdue_count,
    round(mean_days, 4) as mean_days,
    median_days,
    p90_days,
    cast(cost as decimal(18, 4)) as cost,
    cast(revenue as decimal(18, 4)) as revenue,
    cast(cast(cost as double) / nullif(order_count, 0) as decimal(18, 4)) as cost_per_order,
    percent_of(cost, revenue) as cost_percent_of_revenue,
    cast(other_currency_shipments as integer) as other_currency_shipments
  from sum_methods
  join methods using (shipping_method_key)
)

select * from final
