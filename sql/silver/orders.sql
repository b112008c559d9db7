-- grain: one row per order
-- key: order_id
-- scope: order_id
-- kind: incremental
with
rows_of_sources as (select * from bronze.orders),

read_values as (
  select
    normalise_key(order_id) as order_id,
    normalise_key(customer_id) as customer_id,
    parse_timestamp(ordered_at, _format_ordered_at, _tz) as ordered_at,
    normalise_name(status) as status,
    normalise_label(channel) as channel,
    normalise_currency(currency) as currency,
    parse_amount(shipping_amount, _format_shipping_amount) as shipping_amount,
    parse_amount(discount_amount, _format_discount_amount) as discount_amount,
    parse_amount(tax_amount, _format_tax_amount) as tax_amount,
    parse_amount(total_amount, _format_total_amount) as total_amount,
    parse_timestamp(updated_at, _format_updated_at, _tz) as updated_at,
    ordered_at as ordered_at__raw,
    shipping_amount as shipping_amount__raw,
    discount_amount as discount_amount__raw,
    tax_amount as tax_amount__raw,
    total_amount as total_amount__raw,
    updated_at as updated_at__raw,
    _format_ordered_at,
    _format_updated_at,
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
    order_id,
    customer_id,
    ordered_at,
    status,
    channel,
    currency,
    shipping_amount,
    discount_amount,
    tax_amount,
    total_amount,
    updated_at,
    local_date_of(ordered_at, ordered_at__raw, _format_ordered_at, _tz, _local_tz) as ordered_at_date,
    local_date_of(updated_at, updated_at__raw, _format_updated_at, _tz, _local_tz) as updated_at_date,
    order_status_class(status) as status_class,
    ordered_at__raw,
    shipping_amount__raw,
    discount_amount__raw,
    tax_amount__raw,
    total_amount__raw,
    updated_at__raw,
    _source_id,
    _batch_id,
    _ingested_at,
    _row,
    _row_hash,
    _occurrence
  from read_values
)

select * from final
