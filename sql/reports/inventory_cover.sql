-- grain: one row per product that was ever counted
-- key: product_key
-- kind: table
-- Stock is the latest count of each warehouse. Cover is the stock divided by the average daily sales of
-- the last 90 days before today. Slow: more than 180 days of cover, or stock and no sale in 90 days.
with
counts as (select * from gold.fact_inventory_snapshots),
sales as (select * from gold.fact_sales),
products as (select * from gold.dim_products),
window_days as (select date_key(as_of - 90) as first_key, date_key(as_of) as end_key from meta.as_of),

take_latest as (
  select
    product_key,
    warehouse,
    max(date_key) as date_key,
    max_by(quantity_on_hand, counted_at) as quantity_on_hand,
    max_by(coalesce(reorder_point, 0), counted_at) as reorder_point
  from counts
  group by product_key, warehouse
),

sum_stock as (
  select
    product_key,
    count(*) as warehouses,
    min(date_key) as counted_date_key,
    cast(sum(quantity_on_hand) as decimal(18, 4)) as quantity_on_hand,
    cast(sum(reorder_point) as decimal(18, 4)) as reorder_point
  from take_latest
  group by product_key
),

sum_sales as (
  select product_key, sum(quantity) as sold_90_days
  from sales
  cross join window_days
  where sales.date_key >= first_key and sales.date_key < end_key and status_class <> 'cancelled'
  group by product_key
),

measure_cover as (
  select
    product_key,
    warehouses,
    counted_date_key,
    quantity_on_hand,
    reorder_point,
    coalesce(sold_90_days, 0) as sold_90_days,
    round(cast(quantity_on_hand as double) * 90 / nullif(cast(sold_90_days as double), 0), 2)
      as cover_days
  from sum_stock
  left join sum_sales using (product_key)
),

final as (
  select
    product_key,
    products.name as product_name,
    products.category,
    key_date(counted_date_key) as counted_on,
    quantity_on_hand,
    reorder_point,
    cast(sold_90_days as decimal(18, 4)) as sold_90_days,
    case when quantity_on_hand <= 0 then 0 else cover_days end as cover_days,
    case
      when quantity_on_hand <= 0 then 'out of stock'
      when quantity_on_hand < reorder_point then 'reorder'
      when sold_90_days <= 0 or cover_days > 180 then 'slow mover'
      else 'fine'
    end as state,
    cast(warehouses as integer) as warehouses,
    times_amount(quantity_on_hand, products.unit_cost) as stock_value
  from measure_cover
  join products using (product_key)
)

select * from final
