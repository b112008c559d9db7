-- Which rows get which defect. A row has one at most; the share is per 10,000 rows of its file.
-- Only rows after plant.horizon are eligible, so that later nights add to what is already there.
create schema plant;

create table plant.horizon as
select unnest(['customers', 'products', 'orders', 'order_items', 'payments', 'shipments', 'reviews', 'inventory']) as entity, 0 as after;

create table plant.plan as
select entity, pool, unnest(defects) as defect, per_10000
from (values
    ('customers', 'any', 5, ['blank_row', 'duplicate_row', 'segment_spelling', 'gender_spelling', 'key_decimal', 'key_spaces',
        'newer_below', 'newer_above', 'birthday_impossible', 'key_missing', 'signed_up_with_t']),
    ('customers', 'any', 3, ['birthday_too_old', 'signed_up_in_future', 'email_implausible']),
    ('products', 'any', 45, ['blank_row', 'duplicate_row', 'price_dollar', 'price_euro', 'active_spelling', 'key_nbsp', 'cost_unreadable']),
    ('products', 'any', 20, ['price_negative']),
    ('orders', 'large', 3, ['total_thousands', 'total_euro_thousands']),
    ('orders', 'any', 5, ['date_with_t', 'date_with_offset', 'date_with_z', 'date_only', 'date_without_seconds',
        'status_spelling', 'currency_spelling', 'total_suffix', 'shipping_prefix', 'key_spaces', 'customer_decimal', 'customer_nbsp',
        'unknown_customer', 'total_mismatch', 'newer_below', 'newer_above', 'duplicate_row', 'blank_row']),
    ('orders', 'any', 2, ['date_impossible', 'date_missing', 'total_unreadable', 'key_missing', 'newer_unreadable', 'date_in_future', 'date_ancient']),
    ('order_items', 'any', 5, ['order_decimal', 'order_spaces', 'product_nbsp', 'price_dollar', 'price_suffix', 'line_decimal',
        'quantity_decimal', 'unknown_product', 'unknown_order', 'total_mismatch', 'duplicate_row', 'blank_row']),
    ('order_items', 'any', 2, ['quantity_negative', 'quantity_zero', 'quantity_unreadable', 'price_unreadable', 'product_missing', 'order_missing', 'line_missing']),
    ('order_items', 'cancelled', 1, ['quantity_absurd']),
    ('payments', 'refund', 6, ['amount_in_brackets']),
    ('payments', 'paid', 6, ['date_with_t', 'date_with_offset', 'status_spelling', 'amount_suffix', 'amount_euro', 'order_decimal', 'unknown_order',
        'outdated_above', 'duplicate_row', 'blank_row']),
    ('payments', 'paid', 2, ['amount_unreadable', 'amount_missing', 'date_unreadable', 'date_in_future', 'order_missing', 'key_missing']),
    ('shipments', 'any', 6, ['cost_euro', 'cost_suffix', 'cost_thousands', 'method_spelling', 'date_with_t', 'date_with_z', 'promise_short',
        'delivered_early', 'unknown_order', 'duplicate_row', 'blank_row']),
    ('shipments', 'any', 2, ['cost_unreadable', 'promise_impossible', 'shipped_unreadable', 'shipped_ancient', 'cost_negative', 'order_missing']),
    ('reviews', 'any', 6, ['rating_decimal', 'rating_spaces', 'unknown_product', 'unknown_customer', 'date_with_t', 'duplicate_row', 'blank_row']),
    ('reviews', 'any', 5, ['rating_too_high', 'rating_too_low', 'rating_missing', 'rating_unreadable', 'date_impossible', 'date_in_future']),
    ('inventory', 'any', 6, ['product_spaces', 'warehouse_spaces', 'quantity_decimal', 'unknown_product', 'outdated_above', 'duplicate_row', 'blank_row']),
    ('inventory', 'any', 3, ['quantity_negative', 'quantity_unreadable', 'quantity_missing', 'date_impossible', 'product_missing'])
) as plan(entity, pool, per_10000, defects);

create view plant.pools as
select 'customers' as entity, seq, 'any' as pool from shop.customers where birth_date is not null and gender is not null
union all
select 'products', seq, 'any' from shop.products
union all
select 'orders', seq, if(total_cents >= 100000, 'large', 'any') from shop.orders where status in ('Delivered', 'Shipped', 'Paid')
union all
select 'order_items', order_items.seq, if(status = 'Cancelled', 'cancelled', 'any')
from shop.order_items join shop.orders on orders.seq = order_seq
where quantity < 10
union all
select 'payments', seq, if(status = 'Paid', 'paid', 'refund') from shop.payments where status in ('Paid', 'Refunded') and method <> 'Gift Card'
union all
select 'shipments', seq, 'any' from shop.shipments where delivered_at is not null
union all
select 'reviews', seq, 'any' from shop.reviews
union all
select 'inventory', seq, 'any' from shop.inventory;

-- What a defect does: one entry per row it touches. `place` 0 is the row itself, others are rows put around it.
-- `cells` is what is written under a header, `expected` what it must be read as.
create table plant.planted (
    entity varchar,
    seq bigint,
    place integer,
    defect varchar,
    outcome varchar,
    reason varchar,
    header varchar,
    cells map(varchar, varchar),
    expected map(varchar, varchar)
);

create macro entry(place, outcome, reason, header, cells, expected) as {
    place: place::integer,
    outcome: outcome::varchar,
    reason: reason::varchar,
    header: header::varchar,
    cells: cells::map(varchar, varchar),
    expected: expected::map(varchar, varchar)
};
create macro repaired(header, raw, value) as
    [entry(0, 'repaired', null, header, map {header: raw}, map {header: value::varchar})];
create macro quarantined(reason, header, raw) as
    [entry(0, 'quarantined', reason, header, map {header: raw}, map {})];
create macro flagged(what, header, raw, value) as
    [entry(0, 'flagged', what, header, map {header: raw}, map {header: value::varchar})];
create macro duplicated() as
    [entry(1, 'dropped', 'duplicate', null, map {}, map {})];
create macro blank_below() as
    [entry(1, 'dropped', 'blank', null, map {}, map {})];
-- The row itself gives way to a newer one put at another place, some of whose cells differ.
create macro replaced(other_place, header, cells) as [
    entry(0, 'dropped', 'superseded', null, map {}, map {}),
    entry(other_place, 'kept', 'newest', header, cells, cells)
];
-- An older state of the row stands above it: without a time of change the later row counts.
create macro outdated_above(header, cells) as
    [entry(-1, 'dropped', 'superseded', header, cells, map {})];

create macro instant(text) as strftime(text::timestamptz at time zone 'UTC', '%Y-%m-%dT%H:%M:%SZ');
create macro grouped(cents) as format('{:t,}', cents::bigint // 100) || '.' || lpad((cents::bigint % 100)::varchar, 2, '0');
create macro respelled(value, chance) as choose([upper(value), lower(value), value || ' ', '  ' || value, upper(value) || ' '], chance);
create macro impossible_date(chance) as choose(['31.02.2026', '2026-13-45', 'not a date', '2025-02-30 10:00:00'], chance);
create macro far_future(chance) as choose(['2099-01-01 09:00:00', '2062-06-30 12:00:00'], chance);
create macro long_ago(chance) as choose(['1899-12-30 00:00:00', '1970-01-01 00:00:00', '1900-01-01 12:00:00'], chance);
create macro not_a_number(chance) as choose(['#REF!', '#VALUE!', 'see mail', '12.5.0'], chance);
