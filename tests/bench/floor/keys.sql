-- Dense numbers by first appearance: own rows in source order, then keys that are only referred to.
create table keys.customers as
with own as (select customer_id, row_number() over (order by _row)::integer as customer_key from silver.customers),
referred as (
  select customer_id, min(_row) as _row from silver.orders anti join own using (customer_id) where customer_id is not null group by customer_id
  union all by name
  select customer_id, min(_row) as _row from silver.reviews anti join own using (customer_id) where customer_id is not null group by customer_id
),
late as (select customer_id, min(_row) as _row from referred group by customer_id)
select * from own union all
select customer_id, ((select count(*) from own) + row_number() over (order by _row, customer_id))::integer from late;
create table keys.products as
with own as (select product_id, row_number() over (order by _row)::integer as product_key from silver.products),
referred as (
  select product_id, min(_row) as _row from silver.order_items anti join own using (product_id) group by product_id
  union all by name
  select product_id, min(_row) as _row from silver.reviews anti join own using (product_id) where product_id is not null group by product_id
  union all by name
  select product_id, min(_row) as _row from silver.inventory anti join own using (product_id) group by product_id
),
late as (select product_id, min(_row) as _row from referred group by product_id)
select * from own union all
select product_id, ((select count(*) from own) + row_number() over (order by _row, product_id))::integer from late;
create table keys.orders as
with own as (select order_id, row_number() over (order by _row)::integer as order_key from silver.orders),
referred as (
  select order_id, _row from silver.order_items anti join own using (order_id)
  union all by name
  select order_id, _row from silver.payments anti join own using (order_id)
  union all by name
  select order_id, _row from silver.shipments anti join own using (order_id)
  union all by name
  select order_id, _row from silver.reviews anti join own using (order_id) where order_id is not null
),
late as (select order_id, min(_row) as _row from referred group by order_id)
select * from own union all
select order_id, ((select count(*) from own) + row_number() over (order by _row, order_id))::integer from late;
create table keys.payments as select payment_id, row_number() over (order by _row)::integer as payment_key from silver.payments;
create table keys.shipments as select shipment_id, row_number() over (order by _row)::integer as shipment_key from silver.shipments;
create table keys.reviews as select review_id, row_number() over (order by _row)::integer as review_key from silver.reviews;
create table keys.shipping_methods as
select shipping_method, row_number() over (order by min(_row))::integer as shipping_method_key
from silver.shipments where shipping_method is not null group by shipping_method;
copy keys.customers to '{out}/keys_customers.parquet' (format parquet, compression zstd);
copy keys.products to '{out}/keys_products.parquet' (format parquet, compression zstd);
copy keys.orders to '{out}/keys_orders.parquet' (format parquet, compression zstd);
copy keys.payments to '{out}/keys_payments.parquet' (format parquet, compression zstd);
copy keys.shipments to '{out}/keys_shipments.parquet' (format parquet, compression zstd);
copy keys.reviews to '{out}/keys_reviews.parquet' (format parquet, compression zstd);
copy keys.shipping_methods to '{out}/keys_shipping_methods.parquet' (format parquet, compression zstd);
