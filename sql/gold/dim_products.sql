-- grain: one row per product that exists or is referred to, and the unknown product
-- key: product_key
-- scope: product_id
-- kind: incremental
-- The unknown product has an empty id, which no real one can have.
with
products as (select * from silver.products),
lines as (select * from silver.order_items),
reviews as (select * from silver.reviews),
counts as (select * from silver.inventory),
product_keys as (select * from keys.products),

list_products as (
  select product_id from products
  union
  select product_id from lines where product_id is not null
  union
  select product_id from reviews where product_id is not null
  union
  select product_id from counts
),

final as (
  select
    product_keys.product_key,
    product_id,
    coalesce(products.name, product_id) as name,
    coalesce(products.category, 'Unknown') as category,
    products.unit_cost,
    products.product_id is null as is_inferred,
    coalesce(products.brand, 'Unknown') as brand,
    products.unit_price,
    coalesce(products.active, true) as is_active
  from list_products
  join product_keys using (product_id)
  left join products using (product_id)
  union all
  select 0, '', 'Unknown', 'Unknown', null, false, 'Unknown', null, true
)

select * from final
