-- grain: one row per product
-- key: product_id
-- scope: product_id
-- kind: incremental
with
rows_of_sources as (select * from bronze.products),

read_values as (
  select
    normalise_key(product_id) as product_id,
    clean_text(name) as name,
    clean_text(category) as category,
    clean_text(brand) as brand,
    parse_amount(unit_price, _format_unit_price) as unit_price,
    parse_amount(unit_cost, _format_unit_cost) as unit_cost,
    parse_boolean(active) as active,
    unit_price as unit_price__raw,
    unit_cost as unit_cost__raw,
    active as active__raw,
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
    name,
    category,
    brand,
    unit_price,
    unit_cost,
    active,
    unit_price__raw,
    unit_cost__raw,
    active__raw,
    _source_id,
    _batch_id,
    _ingested_at,
    _row,
    _row_hash,
    _occurrence
  from read_values
)

select * from final
