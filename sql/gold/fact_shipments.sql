-- grain: one row per shipment
-- key: shipment_id
-- scope: shipment_id
-- kind: incremental
-- Late: delivered on a later local day than promised. Only a promise with a time of day other than
-- midnight is also compared to the minute; the costly conversion to local time is left to shipments
-- delivered on the promised day but after the promised instant. A date alone is stored as that date at
-- 00:00 UTC, whatever the zone, and has no time of day.
-- Lookups: the order and its currency through order_id, methods through shipping_method.
with
shipments as (select * from silver.shipments),
orders as (select order_id, currency from silver.orders),
shipment_keys as (select * from keys.shipments),
order_keys as (select * from keys.orders),
method_keys as (select * from keys.shipping_methods),
workspace as (select currency as workspace_currency, time_zone from meta.workspace),

final as (
  select
    shipment_keys.shipment_key,
    shipment_id,
    coalesce(order_keys.order_key, 0) as order_key,
    coalesce(method_keys.shipping_method_key, 0) as shipping_method_key,
    date_key(shipments.shipped_at_date) as shipped_date_key,
    date_key(shipments.delivered_at_date) as delivered_date_key,
    cast(shipments.delivered_at_date - shipments.shipped_at_date as integer) as delivery_days,
    case
      when shipments.delivered_at is null or shipments.promised_at is null then null
      when shipments.delivered_at_date <> shipments.promised_at_date
        then shipments.delivered_at_date > shipments.promised_at_date
      when shipments.delivered_at <= shipments.promised_at then false
      when shipments.promised_at = cast(shipments.promised_at_date as timestamp) then false
      else
        cast(
          timezone(time_zone, timezone('UTC', shipments.promised_at)) as time
        ) <> time '00:00:00'
    end as is_late,
    shipments.cost,
    date_key(shipments.promised_at_date) as promised_date_key,
    cast(shipments.delivered_at_date - shipments.promised_at_date as integer) as delay_days,
    coalesce(shipments.carrier, 'Unknown') as carrier,
    coalesce(orders.currency, workspace_currency) as currency,
    cast(date_key(shipments.shipped_at_date) // 100 as integer) as shipped_month_key
  from shipments
  cross join workspace
  join shipment_keys using (shipment_id)
  left join order_keys using (order_id)
  left join orders using (order_id)
  left join method_keys using (shipping_method)
)

select * from final
