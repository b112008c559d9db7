-- What happens overnight to what was there already: parcels move on, a refund, a price, a few customers.
-- Rows with a planted mistake are left alone, so that their ledger stays true.
create or replace temp table on_the_way as
select seq, order_id, shipped_at is null as departs,
from shop.orders anti join planted_rows('orders') using (seq)
where status in ('Paid', 'Shipped') and day < tonight() and seq <= after('orders')
    and roll(seq, 'moves ' || getvariable('night')) < 0.6;

insert into shop.shipments by name
select
    (select max(seq) from shop.shipments) + row_number() over (order by seq) as seq,
    seq as order_seq,
    'SHP-' || (700000 + (select max(seq) from shop.shipments) + row_number() over (order by seq)) as shipment_id,
    order_id,
    shipping_method,
    carrier,
    tonight() + interval 9 hour as shipped_at,
    promised_on,
    null as delivered_at,
    520 + 35 * line_count as cost_cents,
from shop.orders semi join (select seq from on_the_way where departs) using (seq);

insert into plant.resent
select 'shipments', shipments.seq
from shop.shipments anti join planted_rows('shipments') using (seq)
where order_id in (select order_id from on_the_way where not departs);

update shop.shipments set delivered_at = tonight() + interval 15 hour
where seq in (select seq from plant.resent where entity = 'shipments');

update shop.orders set
    status = if(shipped_at is null, 'Shipped', 'Delivered'),
    delivered_at = if(shipped_at is null, null, tonight() + interval 15 hour),
    shipped_at = coalesce(shipped_at, tonight() + interval 9 hour),
    updated_at = tonight() + interval 16 hour
where seq in (select seq from on_the_way);

create or replace temp table taken_back as
select seq from shop.orders anti join planted_rows('orders') using (seq)
where status = 'Delivered' and seq not in (select seq from on_the_way)
order by roll(seq, 'taken back ' || getvariable('night')), seq
limit 2;

insert into shop.payments by name
select
    (select max(seq) from shop.payments) + row_number() over (order by seq) as seq,
    seq as order_seq,
    'PAY-' || (500000 + (select max(seq) from shop.payments) + row_number() over (order by seq)) as payment_id,
    order_id,
    payment_method as method,
    'Refunded' as status,
    -total_cents as amount_cents,
    tonight() + interval 17 hour as paid_at,
from shop.orders semi join taken_back using (seq);

update shop.orders set status = 'Refunded', updated_at = tonight() + interval 17 hour
where seq in (select seq from taken_back);

insert into plant.resent
select 'orders', seq from on_the_way
union all
select 'orders', seq from taken_back;

insert into plant.resent
select 'customers', seq from (
    select seq from shop.customers anti join planted_rows('customers') using (seq)
    where seq <= after('customers')
    order by roll(seq, 'moved house ' || getvariable('night')), seq
    limit 3
);
update shop.customers set city = 'Neustadt', segment = 'VIP', updated_at = tonight() + interval 18 hour
where seq in (select seq from plant.resent where entity = 'customers');

insert into plant.resent
select 'products', seq from (
    select seq from shop.products anti join planted_rows('products') using (seq)
    order by roll(seq, 'repriced ' || getvariable('night')), seq
    limit 1
);
update shop.products set price_cents = round(price_cents * 1.05)::bigint, cost_cents = cost_cents + 7
where seq in (select seq from plant.resent where entity = 'products');
