-- grain: one row per count of a product in a warehouse
-- key: product_id, counted_at, warehouse
-- scope: product_id
-- kind: incremental
with
counts as (select * from silver.inventory),
product_keys as (select * from keys.products),

final as (
  select
    product_id,
    counts.counted_at,
    counts.warehouse,
    product_keys.product_key,
    date_key(counts.counted_at_date) as date_key,
    counts.quantity_on_hand,
    counts.reorder_point,
    counts.quantity_on_hand <= 0 as is_out_of_stock
  from counts
  join product_keys using (product_id)
)

select * from final
