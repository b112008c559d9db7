-- grain: one row per order line
-- key: order_id, line_number
-- scope: order_id, line_number
-- kind: incremental
with
rows_of_sources as (select * from bronze.order_items),

read_values as (
  select
    normalise_key(order_id) as order_id,
    parse_integer(line_number, _format_line_number) as line_number,
    normalise_key(product_id) as product_id,
    parse_quantity(quantity, _format_quantity) as quantity,
    parse_amount(unit_price, _format_unit_price) as unit_price,
    parse_amount(discount_amount, _format_discount_amount) as discount_amount,
    parse_amount(tax_amount, _format_tax_amount) as tax_amount,
    parse_amount(line_total, _format_line_total) as line_total,
    line_number as line_number__raw,
    quantity as quantity__raw,
    unit_price as unit_price__raw,
    discount_amount as discount_amount__raw,
    tax_amount as tax_amount__raw,
    line_total as line_total__raw,
    _prices_include_tax,
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
    line_number,
    product_id,
    quantity,
    unit_price,
    discount_amount,
    tax_amount,
    line_total,
    _prices_include_tax as prices_include_tax,
    line_number__raw,
    quantity__raw,
    unit_price__raw,
    discount_amount__raw,
    tax_amount__raw,
    line_total__raw,
    _source_id,
    _batch_id,
    _ingested_at,
    _row,
    _row_hash,
    _occurrence
  from read_values
)

select * from final
