-- One parcel per order that was sent. The carrier's file is German: commas in numbers, dots in dates.
create table shop.shipments as
select
    row_number() over (order by seq) as seq,
    seq as order_seq,
    'SHP-' || (700000 + row_number() over (order by seq))::varchar as shipment_id,
    order_id,
    shipping_method,
    carrier,
    shipped_at,
    promised_on,
    delivered_at,
    round(
        case shipping_method
            when 'Express' then 820 when 'Store Pickup' then 90 when 'International' then 1150
            when 'Parcel Locker' then 360 when 'Freight' then 2800 + lines_cents * 0.03 else 430
        end * (0.85 + 0.3 * roll(seq, 'parcel')) + 35 * line_count
    )::bigint as cost_cents,
from shop.orders
where shipped_at is not null
order by seq;
