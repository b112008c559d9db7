-- The catalogue. `popularity` 1 sells best; a few rise, fall, have a season, or disappoint their buyers.
create table shop.products as
with drawn as (
    select
        range + 1 as popularity,
        row_number() over (order by roll(range + 1, 'shelf'), range) as seq,
        1 + floor(roll(range + 1, 'category') * 9)::int as category_number,
        pow(roll(range + 1, 'price'), 1.7) as price_roll,
    from range(getvariable('products'))
),

priced as (
    select
        drawn.*,
        category,
        season,
        nouns,
        cost_share,
        (floor(price_from * pow(price_to / price_from, price_roll))
            + choose([0.90, 0.99, 0.95, 0.50], roll(popularity, 'ending'))) as price,
    from drawn join shop.categories on categories.number = category_number
)

select
    seq,
    popularity,
    lpad((100 + seq)::varchar, 5, '0') as product_id,
    choose(getvariable('adjectives'), roll(popularity, 'adjective')) || ' '
    || choose(nouns, roll(popularity, 'noun')) || ' ' || (100 + seq)::varchar as name,
    category,
    choose(getvariable('brands'), roll(popularity, 'brand')) as brand,
    round(price * 100)::bigint as price_cents,
    greatest(1, round(price * 100 * cost_share * (0.8 + 0.4 * roll(popularity, 'cost'))))::bigint as cost_cents,
    season,
    case popularity % 7 when 3 then 'rising' when 5 then 'falling' else 'steady' end as trend,
    roll(popularity, 'quality') < 0.07 as disappoints,
    roll(popularity, 'repriced') < 0.35 as was_cheaper,
    not (popularity % 7 = 5 and roll(popularity, 'active') < 0.2) as active,
from priced
order by seq;
