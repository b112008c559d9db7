-- grain: one row per customer
-- key: customer_id
-- scope: customer_id
-- kind: incremental
with
rows_of_sources as (select * from bronze.customers),

read_values as (
  select
    normalise_key(customer_id) as customer_id,
    clean_text(name) as name,
    lower(clean_text(email)) as email,
    normalise_label(segment) as segment,
    normalise_gender(gender) as gender,
    parse_date(birth_date, _format_birth_date) as birth_date,
    clean_text(city) as city,
    clean_text(region) as region,
    normalise_country(country) as country,
    parse_timestamp(signed_up_at, _format_signed_up_at, _tz) as signed_up_at,
    parse_timestamp(updated_at, _format_updated_at, _tz) as updated_at,
    gender as gender__raw,
    birth_date as birth_date__raw,
    signed_up_at as signed_up_at__raw,
    updated_at as updated_at__raw,
    _format_signed_up_at,
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
    customer_id,
    name,
    email,
    segment,
    gender,
    birth_date,
    city,
    region,
    country,
    signed_up_at,
    updated_at,
    local_date_of(signed_up_at, signed_up_at__raw, _format_signed_up_at, _tz, _local_tz) as signed_up_at_date,
    local_date_of(updated_at, updated_at__raw, _format_updated_at, _tz, _local_tz) as updated_at_date,
    gender__raw,
    birth_date__raw,
    signed_up_at__raw,
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
