-- grain: one row per review
-- key: review_id
-- scope: review_id
-- kind: incremental
with
rows_of_sources as (select * from bronze.reviews),

read_values as (
  select
    normalise_key(review_id) as review_id,
    normalise_key(order_id) as order_id,
    normalise_key(product_id) as product_id,
    normalise_key(customer_id) as customer_id,
    parse_integer(rating, _format_rating) as rating,
    clean_text(title) as title,
    clean_text(body) as body,
    parse_timestamp(reviewed_at, _format_reviewed_at, _tz) as reviewed_at,
    rating as rating__raw,
    reviewed_at as reviewed_at__raw,
    _format_reviewed_at,
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
    review_id,
    order_id,
    product_id,
    customer_id,
    rating,
    title,
    body,
    reviewed_at,
    local_date_of(reviewed_at, reviewed_at__raw, _format_reviewed_at, _tz, _local_tz) as reviewed_at_date,
    rating__raw,
    reviewed_at__raw,
    _source_id,
    _batch_id,
    _ingested_at,
    _row,
    _row_hash,
    _occurrence
  from read_values
)

select * from final
