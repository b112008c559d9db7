-- grain: one row per day of dispatch and shipping method
-- key: shipped_date_key, shipping_method_key
-- scope: shipped_date_key
-- kind: incremental
-- Day 0 holds what has not been shipped. Costs are those in the workspace's currency.
-- Lookups: methods through the shipping_method_key of the shipments.
with
shipments as (select * from gold.fact_shipments),
methods as (select * from gold.dim_shipping_methods),
workspace as (select currency as workspace_currency from meta.workspace),

sum_shipments as (
  select
    shipped_date_key,
    shipping_method_key,
    count(*) as shipment_count,
    count_if(delivered_date_key > 0) as delivered_count,
    count(case when is_late then 1 end) as late_count,
    count(case when not is_late then 1 end) as on_time_count,
    count(delivery_days) as timed_count,
    sum(delivery_days) as delivery_days,
    sum(case when currency = workspace_currency then cost end) as cost,
    count_if(currency <> workspace_currency) as other_currency_shipments
  from shipments
  cross join workspace
  group by shipped_date_key, shipping_method_key
),

final as (
  select
    shipped_date_key,
    shipping_method_key,
    key_date(shipped_date_key) as shipped_on,
    cast(shipped_date_key // 100 as integer) as shipped_month_key,
    methods.name as shipping_method,
    cast(shipment_count as integer) as shipment_count,
    cast(delivered_count as integer) as delivered_count,
    cast(late_count as integer) as late_count,
    cast(on_time_count as integer) as on_time_count,
    cast(timed_count as integer) as timed_count,
    cast(coalesce(delivery_days, 0) as integer) as delivery_days,
    cast(coalesce(cost, 0) as decimal(18, 4)) as cost,
    cast(other_currency_shipments as integer) as other_currency_shipments
  from sum_shipments
  join methods using (shipping_method_key)
)

select * from final
