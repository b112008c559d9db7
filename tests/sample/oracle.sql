-- What the product must find in a sample shop, computed from the shop's own truth (the Parquet files of
-- `truthFolder`) and nothing else. Variables: truth (a folder), currency (of the workspace).
create view customers as from read_parquet(getvariable('truth') || '/customers.parquet');
create view products as from read_parquet(getvariable('truth') || '/products.parquet');
create view orders as from read_parquet(getvariable('truth') || '/orders.parquet');
create view order_items as from read_parquet(getvariable('truth') || '/order_items.parquet');
create view payments as from read_parquet(getvariable('truth') || '/payments.parquet');
create view shipments as from read_parquet(getvariable('truth') || '/shipments.parquet');
create view reviews as from read_parquet(getvariable('truth') || '/reviews.parquet');
create view inventory as from read_parquet(getvariable('truth') || '/inventory.parquet');

-- Rows that stay but deserve a remark: planted ones and what follows from rows set aside.
create view flags as
select 'orders' as entity, 'unknown_reference' as what, 'customer_id' as field, order_id as key
from orders anti join customers using (customer_id)
union all
select 'order_items', 'unknown_reference', 'order_id', order_id || '/' || line_number
from order_items anti join orders using (order_id)
union all
select 'order_items', 'unknown_reference', 'product_id', order_id || '/' || line_number
from order_items anti join products using (product_id)
union all
select 'payments', 'unknown_reference', 'order_id', payment_id from payments anti join orders using (order_id)
union all
select 'shipments', 'unknown_reference', 'order_id', shipment_id from shipments anti join orders using (order_id)
union all
select 'reviews', 'unknown_reference', 'order_id', review_id from reviews anti join orders using (order_id)
union all
select 'reviews', 'unknown_reference', 'product_id', review_id from reviews anti join products using (product_id)
union all
select 'reviews', 'unknown_reference', 'customer_id', review_id from reviews anti join customers using (customer_id)
union all
select 'inventory', 'unknown_reference', 'product_id', product_id || '/' || counted_at_date || '/' || warehouse
from inventory anti join products using (product_id)
union all
select 'order_items', 'total_mismatch', 'line_total', order_id || '/' || line_number
from order_items
where line_total <> quantity * unit_price - discount_amount
union all
select 'orders', 'total_mismatch', 'total_amount', order_id
from orders join (select order_id, sum(line_total) as lines from order_items group by all) using (order_id)
where total_amount <> lines + shipping_amount + tax_amount - discount_amount
union all
select 'shipments', 'delivered_before_shipped', 'delivered_at', shipment_id
from shipments
where delivered_at < shipped_at
union all
select 'customers', 'implausible', 'email', customer_id
from customers
where not regexp_full_match(email, '[^@ ]+@[^@ ]+[.][^@ ]+')
union all
select 'order_items', 'implausible', 'quantity', order_id || '/' || line_number
from order_items
where quantity > 10000
union all
select 'inventory', 'below_zero', 'quantity_on_hand', product_id || '/' || counted_at_date || '/' || warehouse
from inventory
where quantity_on_hand < 0;

create view sales as
select
    order_items.*,
    ordered_at_date,
    coalesce(status, 'unknown') as status,
    coalesce(currency, getvariable('currency')) as currency,
    customer_id,
    quantity * unit_cost as cost_amount,
from order_items left join orders using (order_id) left join (select product_id, unit_cost from products) using (product_id);

create view counted_sales as
from sales where status <> 'Cancelled' and currency = getvariable('currency');

create view kpis as
select 'revenue' as name, sum(line_total)::decimal(18, 4) as value from counted_sales
union all
select 'cost_of_goods', sum(cost_amount)::decimal(18, 4) from counted_sales
union all
select 'items_sold', sum(quantity)::decimal(18, 4) from counted_sales
union all
select 'orders', count(*) from orders
union all
select 'orders_counted', count(*) from orders where status <> 'Cancelled' and currency = getvariable('currency')
union all
select 'orders_cancelled', count(*) from orders where status = 'Cancelled'
union all
select 'orders_in_other_currencies', count(*) from orders where currency <> getvariable('currency')
union all
select 'buyers', count(distinct customer_id) from orders where status <> 'Cancelled' and currency = getvariable('currency')
union all
select 'payments_failed', count(*) from payments where status = 'Failed'
union all
select 'refunds', count(*) from payments where status = 'Refunded'
union all
select 'refunded', sum(amount) from payments where status = 'Refunded'
union all
select 'deliveries', count(delivered_at) from shipments
union all
select 'late_deliveries', count_if(delivered_at_date > promised_at_date) from shipments
union all
select 'shipping_cost', sum(cost) from shipments
union all
select 'reviews', count(*) from reviews
union all
select 'stars', sum(rating) from reviews
union all
select 'stock_outs', count_if(quantity_on_hand = 0) from inventory
union all
select 'inferred_products', count(distinct product_id) from (
    select product_id from order_items
    union all
    select product_id from reviews
    union all
    select product_id from inventory
) anti join products using (product_id)
union all
select 'inferred_customers', count(distinct customer_id) from (
    select customer_id from orders
    union all
    select customer_id from reviews
) anti join customers using (customer_id);

create view revenue_by_day as
select ordered_at_date as day, sum(line_total)::decimal(18, 4) as revenue, count(distinct order_id) as orders,
from counted_sales
group by all;
create view revenue_by_segment as
select coalesce(segment, 'Unknown') as segment, sum(line_total)::decimal(18, 4) as revenue,
from counted_sales left join customers using (customer_id)
group by all;
create view revenue_by_category as
select coalesce(category, 'Unknown') as category, sum(line_total)::decimal(18, 4) as revenue,
from counted_sales left join products using (product_id)
group by all;
