-- What was bought: popular products more often, with trends and seasons, at the price of that day.
create table shop.order_items as
with lines as (
    select
        lines_before,
        seq as order_seq,
        unnest(range(1, line_count + 1)) as line_number,
        customer,
        day,
        age,
    from shop.order_base
),

drawn as (
    select
        lines_before + line_number as seq,
        * exclude (lines_before),
        1 + floor(getvariable('products') * pow(roll(seq, 'product'), 1.8))::bigint as wish,
        1 + floor(getvariable('products') * pow(roll(seq, 'instead'), 1.8))::bigint as other,
    from lines
),

-- A product out of season or past its time is left for a steady neighbour of the second choice.
settled as (
    select
        drawn.*,
        case
            when roll(drawn.seq, 'demand') < case trend
                when 'rising' then 0.15 + 0.85 * age / 730
                when 'falling' then 1 - 0.85 * age / 730
                else 1
            end * case
                when season = 'summer' and month(day) not between 4 and 8 then 0.35
                when season = 'winter' and month(day) not in (10, 11, 12) then 0.55
                else 1
            end then wish
            when other % 7 in (3, 5) and other < getvariable('products') then other + 1
            else other
        end as popularity,
    from drawn join shop.products on products.popularity = wish
),

bought as (
    select
        settled.seq,
        order_seq,
        line_number,
        settled.customer,
        product_id,
        products.seq as product_seq,
        disappoints,
        cost_cents,
        case when was_cheaper and age < 365 then (price_cents * 0.95::double)::bigint else price_cents end as price_cents,
        case
            when is_wholesale(settled.customer) then 5 + floor(36 * pow(roll(settled.seq, 'quantity'), 2))::int
            else [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3][1 + floor(20 * roll(settled.seq, 'quantity'))::int]
        end as quantity,
        case
            when roll(settled.seq, 'sale') > case when month(day) in (7, 11) then 0.25 else 0.10 end then 0
            else choose([5, 10, 15, 20], roll(settled.seq, 'percent'))
        end as percent_off,
    from settled join shop.products on products.popularity = settled.popularity
),

discounted as (
    select
        *,
        round(quantity * price_cents * percent_off / 100)::bigint as discount_cents,
    from bought
)

select
    discounted.seq,
    order_seq,
    (100000 + order_seq)::varchar as order_id,
    line_number,
    product_id,
    product_seq,
    disappoints,
    quantity,
    price_cents,
    cost_cents,
    discount_cents,
    round((quantity * price_cents - discount_cents) * tax_rate)::bigint as tax_cents,
    quantity * price_cents - discount_cents as total_cents,
from discounted join shop.customers on customers.seq = customer
order by discounted.seq;
