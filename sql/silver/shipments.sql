-- grain: one row per shipment
-- key: shipment_id
-- scope: shipment_id
-- kind: incremental
with
rows_of_sources as (select * from bronze.shipments),

read_values as (
  select
    normalise_key(shipment_id) as shipment_id,
    normalise_key(order_id) as order_id,
    normalise_label(shipping_method) as shipping_method,
    clean_text(carrier) as carrier,
    parse_timestamp(shipped_at, _format_shipped_at, _tz) as shipped_at,
    parse_timestamp(promised_at, _format_promised_at, _tz) as promised_at,
    parse_timestamp(delivered_at, _format_delivered_at, _tz) as delivered_at,
    parse_amount(cost, _format_cost) as cost,
    shipped_at as shipped_at__raw,
    promised_at as promised_at__raw,
    delivered_at as delivered_at__raw,
    cost as cost__raw,
    _format_shipped_at,
    _format_promised_at,
    _format_delivered_at,
    _tz,
    _local_tz,
    _source_id,
    _batch_id,
    _ingested_at,
    _row,
    _row_hash,
    _occurrence
  from rows_of_sources
),

final as (
  select
    shipment_id,
    order_id,
    shipping_method,
    carrier,
    shipped_at,
    promised_at,
    delivered_at,
    cost,
    local_date_of(shipped_at, shipped_at__raw, _format_shipped_at, _tz, _local_tz) as shipped_at_date,
    local_date_of(promised_at, promised_at__raw, _format_promised_at, _tz, _local_tz) as promised_at_date,
    local_date_of(delivered_at, delivered_at__raw, _format_delivered_at, _tz, _local_tz) as delivered_at_date,
    shipped_at__raw,
    promised_at__raw,
    delivered_at__raw,
    cost__raw,
    _source_id,
    _batch_id,
    _ingested_at,
    _row,
    _row_hash,
    _occurrence
  from read_values
)

select * from final
