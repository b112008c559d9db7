-- Only in whole files: two orders vanish with all that belongs to them, and the lines of three move to the end.
create or replace temp table vanishing as
select seq, order_id
from shop.orders anti join planted_rows('orders') using (seq)
where seq <= after('orders')
order by roll(seq, 'vanishes ' || getvariable('night')), seq
limit 2;

delete from plant.planted where entity = 'order_items' and seq in (select seq from shop.order_items where order_id in (select order_id from vanishing));
delete from plant.planted where entity = 'payments' and seq in (select seq from shop.payments where order_id in (select order_id from vanishing));
delete from plant.planted where entity = 'shipments' and seq in (select seq from shop.shipments where order_id in (select order_id from vanishing));
delete from plant.planted where entity = 'reviews' and seq in (select seq from shop.reviews where order_id in (select order_id from vanishing));
delete from shop.orders where order_id in (select order_id from vanishing);
delete from shop.order_items where order_id in (select order_id from vanishing);
delete from shop.payments where order_id in (select order_id from vanishing);
delete from shop.shipments where order_id in (select order_id from vanishing);
delete from shop.reviews where order_id in (select order_id from vanishing);

create or replace temp table moving as
select seq, (select max(seq) from shop.order_items) + row_number() over (order by seq) as new_seq,
from shop.order_items
where order_seq in (
    select order_seq
    from shop.order_items
    group by order_seq
    having count_if(seq in (select seq from planted_rows('order_items'))) = 0
    order by roll(order_seq, 'moves down ' || getvariable('night')), order_seq
    limit 3
);
update shop.order_items set seq = new_seq from moving where moving.seq = order_items.seq;
