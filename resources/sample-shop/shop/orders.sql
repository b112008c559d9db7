-- The order as a whole: money added up from its lines, how it was paid, sent, and how it ended.
create table shop.orders as
with summed as (
    select
        order_seq as seq,
        sum(total_cents)::bigint as lines_cents,
        sum(tax_cents)::bigint as tax_cents,
    from shop.order_items
    group by all
),

decided as (
    select
        order_base.seq,
        day,
        ordered_at,
        customer,
        customer_id,
        line_count,
        currency,
        lines_cents,
        tax_cents,
        case
            when is_wholesale(customer) then 'Freight'
            when country not in ('Germany', 'Austria') then 'International'
            else choose(['Standard', 'Standard', 'Standard', 'Express', 'Parcel Locker', 'Store Pickup'], roll(seq, 'method'))
        end as shipping_method,
        choose(['Online Shop', 'Online Shop', 'Online Shop', 'Mobile App', 'Mobile App', 'Marketplace', 'Phone'], roll(seq, 'channel')) as channel,
        case when is_wholesale(customer) then 'Invoice'
            else choose(['Credit Card', 'Credit Card', 'Credit Card', 'PayPal', 'PayPal', 'Klarna', 'Bank Transfer'], roll(seq, 'pay'))
        end as payment_method,
        roll(seq, 'fate') as fate,
        date_diff('day', day, getvariable('last_day')) as days_old,
    from shop.order_base
    join summed using (seq)
    join shop.customers on customers.seq = customer
),

charged as (
    select
        *,
        case
            when shipping_method = 'Store Pickup' then 0
            when shipping_method = 'Express' then 990
            when shipping_method = 'Freight' then 4900
            when shipping_method = 'International' then 1290
            when lines_cents >= 7900 then 0
            else 490
        end as shipping_cents,
        case
            when roll(seq, 'voucher') < 0.08 and lines_cents >= 2500 then choose([500, 1000, 500, 250], roll(seq, 'worth'))
            else 0
        end as discount_cents,
        case shipping_method
            when 'Express' then ['UPS', 'DHL Express'] when 'Store Pickup' then ['Own Fleet'] when 'Freight' then ['Dachser']
            when 'International' then ['DHL', 'UPS', 'DPD'] else ['DHL', 'Hermes', 'DPD', 'GLS']
        end as carriers,
        case shipping_method
            when 'Express' then 1 when 'Store Pickup' then 1 when 'Freight' then 4 when 'International' then 4
            when 'Parcel Locker' then 2 else 2
        end as usual_days,
        case shipping_method
            when 'Express' then 3 when 'Store Pickup' then 3 when 'Freight' then 7 when 'International' then 7
            when 'Parcel Locker' then 5 else 4
        end as promised_days,
        1 + floor(1.6 * roll(seq, 'handling') + 0.25)::int as handling_days,
    from decided
),

sent as (
    select
        *,
        choose(carriers, roll(seq, 'carrier')) as carrier,
        day + handling_days + to_seconds(28800 + floor(32400 * roll(seq, 'sent'))::bigint) as would_ship_at,
        usual_days + floor(
            -ln(1 - roll(seq, 'delay'))
            * case when month(day) = 12 or (month(day) = 11 and day(day) >= 23) then 1.3 else 0.62 end
            * case when carriers[2] = 'Hermes' and choose(carriers, roll(seq, 'carrier')) = 'Hermes' then 1.7 else 1 end
        )::int as transit_days,
    from charged
),

timed as (
    select
        *,
        would_ship_at::date + transit_days + to_seconds(32400 + floor(36000 * roll(seq, 'arrived'))::bigint) as would_arrive_at,
        day + promised_days as promised_on,
        getvariable('last_day') + 1 as tonight,
    from sent
),

-- Orders that fall through: 4 % are cancelled before they are sent, a few refunded after, more when late.
ended as (
    select
        *,
        case
            when fate < 0.04 then 'Cancelled'
            when would_ship_at >= tonight then case when payment_method in ('Bank Transfer', 'Invoice') then 'Pending' else 'Paid' end
            when would_arrive_at >= tonight then 'Shipped'
            when fate < 0.055 or (fate < 0.12 and would_arrive_at::date > promised_on + 2) then 'Refunded'
            else 'Delivered'
        end as status,
    from timed
)

select
    seq,
    (100000 + seq)::varchar as order_id,
    customer,
    customer_id,
    day,
    ordered_at,
    status,
    channel,
    currency,
    line_count,
    lines_cents,
    shipping_cents,
    discount_cents,
    tax_cents,
    lines_cents + shipping_cents + tax_cents - discount_cents as total_cents,
    payment_method,
    shipping_method,
    carrier,
    promised_on,
    case when status not in ('Cancelled', 'Pending', 'Paid') then would_ship_at end as shipped_at,
    case when status in ('Delivered', 'Refunded') then would_arrive_at end as delivered_at,
    case status
        when 'Pending' then ordered_at
        when 'Paid' then ordered_at + interval 5 minute
        when 'Cancelled' then least(ordered_at + interval 1 hour, tonight - interval 1 minute)
        when 'Shipped' then would_ship_at
        when 'Delivered' then would_arrive_at
        else least(would_arrive_at + interval 2 day, tonight - interval 1 minute)
    end as updated_at,
    fate,
from ended
order by seq;
