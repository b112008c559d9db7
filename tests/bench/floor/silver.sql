-- Each entity: parse once, with a bit per broken rule, into memory; write good and bad rows from it.
-- Among good rows of one key only the losers are looked for. Where a header equals a new name but for
-- its case, the name means the header, so rules repeat the expression (the engine computes it once).
create temp table staged as
select
  key_of("Customer No") as customer_id, text_of("Full Name") as name, text_of("Email") as email,
  text_of("Segment") as segment, lower(text_of("Gender")) as gender, day_of("Date of Birth") as birth_date,
  text_of("City") as city, text_of("Region") as region, text_of("Country") as country,
  instant_of("Signed Up At") as signed_up_at, instant_of("Updated At") as updated_at,
  local_day_of("Signed Up At") as signed_up_at_date, local_day_of("Updated At") as updated_at_date,
  (customer_id is null)::integer
  | (birth_date is null and "Date of Birth" <> '')::integer << 1
  | (signed_up_at is null and "Signed Up At" <> '')::integer << 2
  | (updated_at is null and "Updated At" <> '')::integer << 3 as broken,
  _source_id, _batch_id, _ingested_at, file_row_number + 1 as _row, _row_hash, 1 as _occurrence
from read_parquet('{out}/customers.parquet', file_row_number = true)
where coalesce(nullif("Customer No", ''), nullif("Full Name", ''), nullif("Email", '')) is not null;
create table quarantine.customers as select * from staged where broken <> 0;
create temp table losers as
select unnest((list(_row order by updated_at nulls first, _row))[:-2]) as _row from staged
where broken = 0 and customer_id in (select customer_id from staged where broken = 0 group by all having count(*) > 1)
group by customer_id;
create table silver.customers as
select * exclude (broken) from staged where broken = 0 and _row not in (select _row from losers);
drop table staged; drop table losers;

create temp table staged as
select
  key_of("SKU") as product_id, text_of("Product Name") as name, text_of("Category") as category, text_of("Brand") as brand,
  amount_of("Unit Price") as unit_price, amount_of("Unit Cost") as unit_cost, lower(text_of("Active")) in ('yes', 'true', '1', 'y') as active,
  (product_id is null)::integer
  | (unit_price is null and "Unit Price" <> '')::integer << 1
  | (unit_cost is null and "Unit Cost" <> '')::integer << 2 as broken,
  _source_id, _batch_id, _ingested_at, file_row_number + 1 as _row, _row_hash, 1 as _occurrence
from read_parquet('{out}/products.parquet', file_row_number = true)
where coalesce(nullif("SKU", ''), nullif("Product Name", '')) is not null;
create table quarantine.products as select * from staged where broken <> 0;
create temp table losers as
select unnest((list(_row order by _row))[:-2]) as _row from staged
where broken = 0 and product_id in (select product_id from staged where broken = 0 group by all having count(*) > 1)
group by product_id;
create table silver.products as
select * exclude (broken) from staged where broken = 0 and _row not in (select _row from losers);
drop table staged; drop table losers;

create temp table staged as
select
  key_of("Order ID") as order_id, key_of("Customer No") as customer_id, instant_of("Ordered At") as ordered_at,
  lower(text_of("Order Status")) as status, text_of("Sales Channel") as channel, upper(text_of("Currency")) as currency,
  amount_of("Shipping Amount") as shipping_amount, amount_of("Discount Amount") as discount_amount,
  amount_of("Tax Amount") as tax_amount, amount_of("Order Total") as total_amount, instant_of("Updated At") as updated_at,
  local_day_of("Ordered At") as ordered_at_date, local_day_of("Updated At") as updated_at_date,
  status_class(status) as status_class,
  (order_id is null)::integer
  | (ordered_at is null)::integer << 1
  | (shipping_amount is null and "Shipping Amount" <> '')::integer << 2
  | (discount_amount is null and "Discount Amount" <> '')::integer << 3
  | (tax_amount is null and "Tax Amount" <> '')::integer << 4
  | (total_amount is null and "Order Total" <> '')::integer << 5
  | (updated_at is null and "Updated At" <> '')::integer << 6 as broken,
  _source_id, _batch_id, _ingested_at, file_row_number + 1 as _row, _row_hash, 1 as _occurrence
from read_parquet('{out}/orders.parquet', file_row_number = true)
where coalesce(nullif("Order ID", ''), nullif("Ordered At", ''), nullif("Customer No", '')) is not null;
create table quarantine.orders as select * from staged where broken <> 0;
create temp table losers as
select unnest((list(_row order by updated_at nulls first, _row))[:-2]) as _row from staged
where broken = 0 and order_id in (select order_id from staged where broken = 0 group by all having count(*) > 1)
group by order_id;
create table silver.orders as
select * exclude (broken) from staged where broken = 0 and _row not in (select _row from losers);
drop table staged; drop table losers;

create temp table staged as
select
  key_of("Order ID") as order_id, whole_of("Line No") as line_number, key_of("SKU") as product_id,
  amount_of("Quantity") as quantity, amount_of("Unit Price") as unit_price, amount_of("Discount Amount") as discount_amount,
  amount_of("Tax Amount") as tax_amount, amount_of("Line Total") as line_total, false as prices_include_tax,
  (order_id is null or line_number is null)::integer
  | (product_id is null)::integer << 1
  | (amount_of("Quantity") is null and "Quantity" <> '' or amount_of("Quantity") <= 0)::integer << 2
  | (unit_price is null and "Unit Price" <> '')::integer << 3
  | (discount_amount is null and "Discount Amount" <> '')::integer << 4
  | (tax_amount is null and "Tax Amount" <> '')::integer << 5
  | (line_total is null and "Line Total" <> '')::integer << 6 as broken,
  _source_id, _batch_id, _ingested_at, file_row_number + 1 as _row, _row_hash, 1 as _occurrence
from read_parquet('{out}/order_items.parquet', file_row_number = true)
where coalesce(nullif("Order ID", ''), nullif("Line No", ''), nullif("SKU", ''), nullif("Quantity", '')) is not null;
create table quarantine.order_items as select * from staged where broken <> 0;
create temp table losers as
select unnest((list(_row order by _row))[:-2]) as _row from staged
where broken = 0 and (order_id, line_number) in (select (order_id, line_number) from staged where broken = 0 group by all having count(*) > 1)
group by order_id, line_number;
create table silver.order_items as
select * exclude (broken) from staged where broken = 0 and _row not in (select _row from losers);
drop table staged; drop table losers;

create temp table staged as
select
  key_of("Payment ID") as payment_id, key_of("Order ID") as order_id, lower(text_of("Payment Method")) as method,
  lower(text_of("Payment Status")) as status, amount_of("Amount") as amount, instant_of("Paid At") as paid_at,
  local_day_of("Paid At") as paid_at_date,
  case status
    when 'paid' then 'succeeded' when 'captured' then 'succeeded' when 'failed' then 'failed' when 'declined' then 'failed'
    when 'refunded' then 'refunded' when 'pending' then 'pending' else 'unknown'
  end as status_class,
  (payment_id is null)::integer
  | (order_id is null)::integer << 1
  | (amount_of("Amount") is null)::integer << 2
  | (paid_at is null and "Paid At" <> '')::integer << 3 as broken,
  _source_id, _batch_id, _ingested_at, file_row_number + 1 as _row, _row_hash, 1 as _occurrence
from read_parquet('{out}/payments.parquet', file_row_number = true)
where coalesce(nullif("Payment ID", ''), nullif("Order ID", ''), nullif("Amount", '')) is not null;
create table quarantine.payments as select * from staged where broken <> 0;
create temp table losers as
select unnest((list(_row order by _row))[:-2]) as _row from staged
where broken = 0 and payment_id in (select payment_id from staged where broken = 0 group by all having count(*) > 1)
group by payment_id;
create table silver.payments as
select * exclude (broken) from staged where broken = 0 and _row not in (select _row from losers);
drop table staged; drop table losers;

create temp table staged as
select
  key_of("Shipment ID") as shipment_id, key_of("Order ID") as order_id, lower(text_of("Shipping Method")) as shipping_method,
  text_of("Carrier") as carrier, instant_of("Shipped At") as shipped_at,
  to_utc(cast(day_of("Promised At") as timestamp)) as promised_at, instant_of("Delivered At") as delivered_at,
  comma_amount_of("Shipping Cost") as cost,
  local_day_of("Shipped At") as shipped_at_date, day_of("Promised At") as promised_at_date, local_day_of("Delivered At") as delivered_at_date,
  (shipment_id is null)::integer
  | (order_id is null)::integer << 1
  | (shipped_at is null and "Shipped At" <> '')::integer << 2
  | (promised_at is null and "Promised At" <> '')::integer << 3
  | (delivered_at is null and "Delivered At" <> '')::integer << 4
  | (cost is null and "Shipping Cost" <> '')::integer << 5 as broken,
  _source_id, _batch_id, _ingested_at, file_row_number + 1 as _row, _row_hash, 1 as _occurrence
from read_parquet('{out}/shipments.parquet', file_row_number = true)
where coalesce(nullif("Shipment ID", ''), nullif("Order ID", '')) is not null;
create table quarantine.shipments as select * from staged where broken <> 0;
create temp table losers as
select unnest((list(_row order by _row))[:-2]) as _row from staged
where broken = 0 and shipment_id in (select shipment_id from staged where broken = 0 group by all having count(*) > 1)
group by shipment_id;
create table silver.shipments as
select * exclude (broken) from staged where broken = 0 and _row not in (select _row from losers);
drop table staged; drop table losers;

create temp table staged as
select
  key_of("Review ID") as review_id, key_of("Order ID") as order_id, key_of("SKU") as product_id, key_of("Customer No") as customer_id,
  whole_of("Rating") as rating, text_of("Title") as title, text_of("Review Text") as body,
  instant_of("Reviewed At") as reviewed_at, local_day_of("Reviewed At") as reviewed_at_date,
  (review_id is null)::integer
  | (whole_of("Rating") is null or whole_of("Rating") not between 1 and 5)::integer << 1
  | (reviewed_at is null and "Reviewed At" <> '')::integer << 2 as broken,
  _source_id, _batch_id, _ingested_at, file_row_number + 1 as _row, _row_hash, 1 as _occurrence
from read_parquet('{out}/reviews.parquet', file_row_number = true)
where coalesce(nullif("Review ID", ''), nullif("Order ID", ''), nullif("Rating", '')) is not null;
create table quarantine.reviews as select * from staged where broken <> 0;
create temp table losers as
select unnest((list(_row order by _row))[:-2]) as _row from staged
where broken = 0 and review_id in (select review_id from staged where broken = 0 group by all having count(*) > 1)
group by review_id;
create table silver.reviews as
select * exclude (broken) from staged where broken = 0 and _row not in (select _row from losers);
drop table staged; drop table losers;

create temp table staged as
select
  key_of("SKU") as product_id, to_utc(try_cast(nullif("Counted At", '') as timestamp)) as counted_at, coalesce(text_of("Warehouse"), 'main') as warehouse,
  amount_of("Quantity On Hand") as quantity_on_hand, amount_of("Reorder Point") as reorder_point,
  try_cast(nullif("Counted At", '') as date) as counted_at_date,
  (product_id is null)::integer
  | (counted_at is null)::integer << 1
  | (quantity_on_hand is null)::integer << 2
  | (reorder_point is null and "Reorder Point" <> '')::integer << 3 as broken,
  _source_id, _batch_id, _ingested_at, file_row_number + 1 as _row, _row_hash, 1 as _occurrence
from read_parquet('{out}/inventory.parquet', file_row_number = true)
where coalesce(nullif("SKU", ''), nullif("Counted At", ''), nullif("Quantity On Hand", '')) is not null;
create table quarantine.inventory as select * from staged where broken <> 0;
create temp table losers as
select unnest((list(_row order by _row))[:-2]) as _row from staged
where broken = 0 and (product_id, counted_at, warehouse) in
  (select (product_id, counted_at, warehouse) from staged where broken = 0 group by all having count(*) > 1)
group by product_id, counted_at, warehouse;
create table silver.inventory as
select * exclude (broken) from staged where broken = 0 and _row not in (select _row from losers);
drop table staged; drop table losers;
