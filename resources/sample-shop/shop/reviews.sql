-- About one delivered order in seven is reviewed. Stars fall with the delay and with a disappointing product,
-- and the text says why, so that themes can be found and drivers ranked.
create table shop.reviews as
with felt as (
    select
        orders.seq as order_seq,
        orders.order_id,
        customer_id,
        product_id,
        delivered_at,
        date_diff('day', promised_on, delivered_at::date) as days_late,
        disappoints,
        4.75 - 0.55 * greatest(0, least(4, date_diff('day', promised_on, delivered_at::date)))
        - case when disappoints then 1.7 else 0 end
        - case when roll(orders.seq, 'luck') < 0.07 then 2.4 else 0 end
        - 1.5 * pow(roll(orders.seq, 'mood'), 2) as feeling,
    from shop.orders
    join shop.order_items on order_items.order_seq = orders.seq and line_number = 1
    where delivered_at is not null
        and delivered_at + interval 3 day < getvariable('last_day')
        and roll(orders.seq, 'review') < 0.155 + 0.10 * (date_diff('day', promised_on, delivered_at::date) > 1)::int
),

rated as (
    select *, greatest(1, least(5, round(feeling)))::int as rating,
    from felt
),

themed as (
    select
        rated.*,
        products.name as product,
        case
            when rating >= 4 then 'praise'
            when days_late > 0 then 'late'
            when rated.disappoints and category in ('Shoes', 'Clothing') then 'wrong size'
            when rated.disappoints then 'quality'
            when category in ('Shoes', 'Clothing') and roll(order_seq, 'theme') < 0.4 then 'wrong size'
            else choose(['damaged', 'service', 'price', 'quality'], roll(order_seq, 'cause'))
        end as theme,
    from rated join shop.products using (product_id)
)

select
    row_number() over (order by order_seq) as seq,
    order_seq,
    'REV-' || (300000 + row_number() over (order by order_seq))::varchar as review_id,
    order_id,
    product_id,
    customer_id,
    rating,
    theme,
    choose(titles, roll(order_seq, 'title')) as title,
    replace(choose(openings, roll(order_seq, 'opening')), '{product}', product)
    || choose([' ', ' ', ' ', chr(10), ' – '], roll(order_seq, 'joint'))
    || choose(closings, roll(order_seq, 'closing')) as body,
    delivered_at + interval 1 day * floor(1 + 2 * roll(order_seq, 'wrote')) as reviewed_at,
from themed join shop.phrases using (theme)
order by seq;
