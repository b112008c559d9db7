-- A share of the rows of every file changes in place, as corrections by hand do.
create or replace macro changes(name, number) as
    roll(number, 'changes ' || name || getvariable('night')) < getvariable('share');

update shop.customers set city = city || ' II', updated_at = updated_at + interval 1 minute
where changes('customers', seq) and seq not in (from planted_rows('customers'));
update shop.products set cost_cents = cost_cents + 5
where changes('products', seq) and seq not in (from planted_rows('products'));
update shop.orders set channel = if(channel = 'Phone', 'Online Shop', 'Phone'), updated_at = updated_at + interval 1 minute
where changes('orders', seq) and seq not in (from planted_rows('orders'));
update shop.order_items set product_id = lpad((101 + hash(seq) % getvariable('products'))::varchar, 5, '0')
where changes('order_items', seq) and seq not in (from planted_rows('order_items'));
update shop.payments set method = if(method = 'PayPal', 'Klarna', 'PayPal')
where changes('payments', seq) and seq not in (from planted_rows('payments'));
update shop.shipments set cost_cents = cost_cents + 10
where changes('shipments', seq) and seq not in (from planted_rows('shipments'));
update shop.reviews set title = title || ' (edited)'
where changes('reviews', seq) and seq not in (from planted_rows('reviews'));
update shop.inventory set on_hand = on_hand + 1
where changes('inventory', seq) and seq not in (from planted_rows('inventory'));
