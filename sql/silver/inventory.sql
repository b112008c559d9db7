-- grain: one row per product, warehouse and count
-- key: product_id, counted_at, warehouse
-- scope: product_id, counted_at, warehouse
-- kind: incremental
with
rows_of_sources as (select * from bronze.inventory),

read_values as (
  select
    normalise_key(product_id) as product_id,
    parse_timestamp(counted_at, _format_counted_at, _tz) as counted_at,
    normalise_key(warehouse) as warehouse,
    parse_quantity(quantity_on_hand, _format_quantity_on_hand) as quantity_on_hand,
    parse_quantity(reorder_point, _format_reorder_point) as reorder_point,
    counted_at as counted_at__raw,
    quantity_on_hand as quantity_on_hand__raw,
    reorder_point as reorder_point__raw,
    _format_counted_at,
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
    product_id,
    counted_at,
    warehouse,
    quantity_on_hand,
    reorder_point,
    local_date_of(counted_at, counted_at__raw, _format_counted_at, _tz, _local_tz) as counted_at_date,
    counted_at__raw,
    quantity_on_hand__raw,
    reorder_point__raw,
    _source_id,
    _batch_id,
    _ingested_at,
    _row,
    _row_hash,
    _occurrence
  from read_values
)

select * from final
