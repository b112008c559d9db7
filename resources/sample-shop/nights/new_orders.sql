-- New orders of the day, modelled on older ones; one in twenty is dated weeks before. One in ten buyers is new.
create or replace temp table arriving as
with chosen as (
    select seq as model_seq, ordered_at - day as time_of_day, roll(seq, 'night ' || getvariable('night')) as lot,
    from shop.orders
    where status = 'Delivered' and seq <= getvariable('orders')
    order by lot, seq
    limit getvariable('new_orders')
),

numbered as (
    select *, row_number() over (order by time_of_day, model_seq) as number,
    from chosen
)

select
    model_seq,
    time_of_day,
    number,
    after('orders') + number as seq,
    if(number % 20 = 5, tonight() - 14 - floor(28 * roll(model_seq, 'weeks'))::int, tonight()) as day,
    number % 20 = 5 as is_late,
    roll(model_seq, 'sent at once ' || getvariable('night')) < getvariable('sent_share') as is_sent,
from numbered;

create or replace temp table newcomers as
select
    arriving.seq as order_seq,
    after('customers') + row_number() over (order by arriving.seq) as seq,
    arriving.day + time_of_day as ordered_at,
    customer as model_customer,
from arriving join shop.orders on orders.seq = model_seq
where number % 10 = 0;

insert into shop.customers by name
select customers.* replace (
    newcomers.seq as seq,
    (10000 + newcomers.seq)::varchar as customer_id,
    newcomers.seq || '.' || email as email,
    'New' as segment,
    ordered_at - interval 10 minute as signed_up_at,
    ordered_at - interval 9 minute as updated_at
)
from newcomers join shop.customers on customers.seq = model_customer;

insert into shop.orders by name
select orders.* replace (
    arriving.seq as seq,
    (100000 + arriving.seq)::varchar as order_id,
    coalesce(newcomers.seq, customer) as customer,
    coalesce((10000 + newcomers.seq)::varchar, customer_id) as customer_id,
    arriving.day as day,
    arriving.day + time_of_day as ordered_at,
    if(is_late or is_sent, 'Shipped', 'Paid') as status,
    arriving.day + 7 as promised_on,
    if(is_late or is_sent, arriving.day + interval 22 hour, null) as shipped_at,
    null as delivered_at,
    if(is_late or is_sent, arriving.day + interval 22 hour, arriving.day + time_of_day + interval 1 minute) as updated_at
)
from arriving join shop.orders on orders.seq = model_seq left join newcomers on newcomers.order_seq = arriving.seq;

insert into shop.order_items by name
select order_items.* replace (
    after('order_items') + row_number() over (order by arriving.seq, line_number) as seq,
    arriving.seq as order_seq,
    (100000 + arriving.seq)::varchar as order_id
)
from arriving join shop.order_items on order_seq = model_seq;

insert into shop.payments by name
select
    after('payments') + number as seq,
    orders.seq as order_seq,
    'PAY-' || (500000 + after('payments') + number) as payment_id,
    order_id,
    payment_method as method,
    'Paid' as status,
    total_cents as amount_cents,
    ordered_at + interval 1 minute as paid_at,
from arriving join shop.orders using (seq);

insert into shop.shipments by name
select
    after('shipments') + row_number() over (order by seq) as seq,
    seq as order_seq,
    'SHP-' || (700000 + after('shipments') + row_number() over (order by seq)) as shipment_id,
    order_id,
    shipping_method,
    carrier,
    shipped_at,
    promised_on,
    delivered_at,
    490 + 35 * line_count as cost_cents,
from shop.orders
where seq > after('orders') and shipped_at is not null;
