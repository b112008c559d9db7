-- When each order was placed and by whom: the skeleton that lines, payments and shipments hang on.
-- Orders are numbered in time. New customers arrive steadily; the others are drawn from those who have
-- bought before, recent and loyal ones more often, which gives cohorts that fade.
create table shop.order_base as
with numbered as (
    select
        range + 1 as seq,
        (range + 0.5) / getvariable('orders') as position,
    from range(getvariable('orders'))
),

dated as (
    select
        seq,
        day,
        age,
        day + to_seconds(
            21600 + floor(61000 * pow((position - share_from) / (share_to - share_from), 0.85))::bigint
            + floor(60 * roll(seq, 'second'))::bigint
        ) as ordered_at,
        roll(seq, 'new customer') < 0.20 - 0.13 * position as is_first,
    from numbered asof join shop.days on numbered.position >= days.share_from
),

counted as (
    select
        *,
        getvariable('old_customers') + count_if(is_first) over (order by seq) as customers_so_far,
    from dated
),

drawn as (
    select
        *,
        customers_so_far - floor(customers_so_far * pow(roll(seq, 'recent'), 1.7))::bigint as recent_one,
        1 + floor(customers_so_far * roll(seq, 'any'))::bigint as any_one,
        1 + floor(customers_so_far * roll(seq, 'other'))::bigint as other_one,
    from counted
),

attributed as (
    select
        seq,
        day,
        age,
        ordered_at,
        is_first,
        case
            when is_first then customers_so_far
            when roll(seq, 'habit') < 0.5 then recent_one
            when loyalty(any_one) >= loyalty(other_one) then any_one
            else other_one
        end as customer,
        1 + len(list_filter([0.30, 0.56, 0.74, 0.86, 0.93, 0.97, 0.99], lambda edge: edge <= roll(seq, 'lines')))
            as line_count,
    from drawn
)

select
    *,
    sum(line_count) over (order by seq) - line_count as lines_before,
from attributed
order by seq;
