-- grain: one row per payment
-- key: payment_id
-- scope: payment_id
-- kind: incremental
with
rows_of_sources as (select * from bronze.payments),

read_values as (
  select
    normalise_key(payment_id) as payment_id,
    normalise_key(order_id) as order_id,
    normalise_label(method) as method,
    normalise_name(status) as status,
    parse_amount(amount, _format_amount) as amount,
    parse_timestamp(paid_at, _format_paid_at, _tz) as paid_at,
    amount as amount__raw,
    paid_at as paid_at__raw,
    _format_paid_at,
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
    payment_id,
    order_id,
    method,
    status,
    amount,
    paid_at,
    local_date_of(paid_at, paid_at__raw, _format_paid_at, _tz, _local_tz) as paid_at_date,
    payment_status_class(status) as status_class,
    amount__raw,
    paid_at__raw,
    _source_id,
    _batch_id,
    _ingested_at,
    _row,
    _row_hash,
    _occurrence
  from read_values
)

select * from final
