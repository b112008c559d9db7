-- A new delivery begins: everything numbered above the horizon is new in it.
delete from plant.resent;
create or replace table plant.horizon as
select 'customers' as entity, max(seq) as after from shop.customers
union all select 'products', max(seq) from shop.products
union all select 'orders', max(seq) from shop.orders
union all select 'order_items', max(seq) from shop.order_items
union all select 'payments', max(seq) from shop.payments
union all select 'shipments', max(seq) from shop.shipments
union all select 'reviews', max(seq) from shop.reviews
union all select 'inventory', max(seq) from shop.inventory;
create or replace macro after(name) as (select after from plant.horizon where entity = name);
create or replace macro tonight() as getvariable('last_day') + getvariable('night');
