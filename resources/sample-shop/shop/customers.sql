-- Everybody who has an account: those from before the 24 months and those whose first order is in them.
create table shop.customers as
with old_ones as (
    select
        range + 1 as seq,
        getvariable('first_day') - interval 1 day * (1 + floor(1100 * pow(1 - (range + 0.5) / getvariable('old_customers'), 1.3)))
        + to_seconds(28800 + floor(50000 * roll(range + 1, 'signed up'))::bigint) as signed_up_at,
    from range(getvariable('old_customers'))
),

everybody as (
    select * from old_ones
    union all
    select
        customer,
        ordered_at - to_seconds(120 + floor(1200 * roll(customer, 'signed up'))::bigint),
    from shop.order_base
    where is_first
),

described as (
    select
        seq,
        signed_up_at,
        case
            when roll(seq, 'gender') < 0.51 then 'female'
            when roll(seq, 'gender') < 0.95 then 'male'
            when roll(seq, 'gender') < 0.97 then 'diverse'
        end as gender,
        (getvariable('first_day') - interval 1 day * (6570 + floor(21000 * pow(roll(seq, 'age'), 1.6))))::date as birth_date,
        roll(seq, 'country') as country_roll,
        roll(seq, 'city') as city_roll,
        choose(getvariable('last_names'), roll(seq, 'last name')) as last_name,
    from everybody
),

named as (
    select
        *,
        case
            when gender = 'male' or (gender is null and roll(seq, 'called') < 0.5)
                then choose(getvariable('male_names'), roll(seq, 'first name'))
            else choose(getvariable('female_names'), roll(seq, 'first name'))
        end as first_name,
    from described
)

select
    seq,
    (10000 + seq)::varchar as customer_id,
    first_name || ' ' || last_name as name,
    regexp_replace(lower(strip_accents(replace(first_name || '.' || last_name, 'ß', 'ss'))), '[^a-z.]', '', 'g')
    || seq || '@' || choose(['mail.example', 'post.example', 'web.example'], roll(seq, 'mail')) as email,
    case
        when is_wholesale(seq) then 'Wholesale'
        when loyalty(seq) > 0.93 then 'VIP'
        when signed_up_at >= getvariable('last_day') - interval 45 day then 'New'
        when birth_date > getvariable('first_day') - interval 26 year and roll(seq, 'student') < 0.4 then 'Student'
        else 'Regular'
    end as segment,
    gender,
    case when roll(seq, 'birthday known') < 0.94 then birth_date end as birth_date,
    choose(cities, city_roll) as city,
    choose(regions, city_roll) as region,
    country,
    currency,
    tax_rate::double as tax_rate,
    signed_up_at,
    least(
        signed_up_at + interval 1 minute + interval 1 day * floor(200 * roll(seq, 'edited')),
        getvariable('last_day') + interval 1439 minute
    ) as updated_at,
from named asof join shop.countries on country_roll >= share_from
order by seq;
