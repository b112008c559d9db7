-- What a faultless reader must end up with: the true rows, less those whose only state is unusable, with the
-- planted values that stand. Times are UTC, read in the zone getvariable('time_zone') unless the cell said more;
-- a date alone is that date in every zone.
create schema if not exists truth;

create or replace macro verdict_of(name) as table select * exclude (entity), from plant.verdicts where entity = name;
create or replace macro to_utc(said, local_time) as case
    when length(said) = 10 then said::timestamp
    when said like '%Z' then rtrim(said, 'Z')::timestamp
    else (coalesce(said::timestamp, local_time::timestamp) at time zone getvariable('time_zone')) at time zone 'UTC'
end;
create or replace macro to_local_date(said, local_time) as case
    when said like '%Z' then ((rtrim(said, 'Z')::timestamp at time zone 'UTC') at time zone getvariable('time_zone'))::date
    else coalesce(said::timestamp, local_time::timestamp)::date
end;
create or replace macro amount(said, cents) as coalesce(said::decimal(18, 4), money(cents)::decimal(18, 4));

create or replace view truth.customers as
select
    customer_id,
    name,
    coalesce(expected['Email'], email) as email,
    segment,
    gender,
    birth_date,
    coalesce(expected['City'], city) as city,
    region,
    country,
    to_utc(expected['Signed Up At'], signed_up_at) as signed_up_at,
    to_utc(expected['Updated At'], updated_at) as updated_at,
from shop.customers left join verdict_of('customers') using (seq)
where stays is not false;

create or replace view truth.products as
select
    product_id,
    name,
    category,
    brand,
    amount(null, price_cents) as unit_price,
    amount(null, cost_cents) as unit_cost,
    active,
from shop.products left join verdict_of('products') using (seq)
where stays is not false;

create or replace view truth.orders as
select
    order_id,
    coalesce(expected['Customer No'], customer_id) as customer_id,
    to_utc(expected['Ordered At'], ordered_at) as ordered_at,
    to_local_date(expected['Ordered At'], ordered_at) as ordered_at_date,
    status,
    coalesce(expected['Sales Channel'], channel) as channel,
    currency,
    amount(null, shipping_cents) as shipping_amount,
    amount(null, discount_cents) as discount_amount,
    amount(null, tax_cents) as tax_amount,
    amount(expected['Order Total'], total_cents) as total_amount,
    to_utc(expected['Updated At'], updated_at) as updated_at,
from shop.orders left join verdict_of('orders') using (seq)
where stays is not false;

create or replace view truth.order_items as
select
    coalesce(expected['Order ID'], order_id) as order_id,
    line_number,
    coalesce(expected['SKU'], product_id) as product_id,
    coalesce(expected['Quantity'], quantity::varchar)::decimal(18, 4) as quantity,
    amount(null, price_cents) as unit_price,
    amount(null, discount_cents) as discount_amount,
    amount(null, tax_cents) as tax_amount,
    amount(expected['Line Total'], total_cents) as line_total,
from shop.order_items left join verdict_of('order_items') using (seq)
where stays is not false;

create or replace view truth.payments as
select
    payment_id,
    coalesce(expected['Order ID'], order_id) as order_id,
    method,
    status,
    amount(null, amount_cents) as amount,
    to_utc(expected['Paid At'], paid_at) as paid_at,
    to_local_date(expected['Paid At'], paid_at) as paid_at_date,
from shop.payments left join verdict_of('payments') using (seq)
where stays is not false;

create or replace view truth.shipments as
select
    shipment_id,
    coalesce(expected['Order ID'], order_id) as order_id,
    shipping_method,
    carrier,
    to_utc(expected['Shipped At'], shipped_at) as shipped_at,
    to_local_date(expected['Shipped At'], shipped_at) as shipped_at_date,
    promised_on as promised_at_date,
    to_utc(expected['Delivered At'], delivered_at) as delivered_at,
    to_local_date(expected['Delivered At'], delivered_at) as delivered_at_date,
    amount(expected['Shipping Cost'], cost_cents) as cost,
from shop.shipments left join verdict_of('shipments') using (seq)
where stays is not false;

create or replace view truth.reviews as
select
    review_id,
    order_id,
    coalesce(expected['SKU'], product_id) as product_id,
    coalesce(expected['Customer No'], customer_id) as customer_id,
    rating,
    theme,
    title,
    body,
    to_utc(expected['Reviewed At'], reviewed_at) as reviewed_at,
from shop.reviews left join verdict_of('reviews') using (seq)
where stays is not false;

create or replace view truth.inventory as
select
    coalesce(expected['SKU'], product_id) as product_id,
    counted_on as counted_at_date,
    warehouse,
    coalesce(expected['Quantity On Hand'], on_hand::varchar)::decimal(18, 4) as quantity_on_hand,
    reorder_point::decimal(18, 4) as reorder_point,
from shop.inventory left join verdict_of('inventory') using (seq)
where stays is not false;
