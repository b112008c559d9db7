-- One row per day of the 24 months: how much of all orders falls on it.
-- Growth over the two years, a week with quiet Saturdays, a summer dip, Black Friday and Christmas.
create table shop.days as
with days as (
    select
        range::date as day,
        date_diff('day', getvariable('first_day'), range::date) as age,
        date_diff('day', getvariable('first_day'), getvariable('last_day')) + 1 as length,
    from range(getvariable('first_day'), getvariable('last_day') + 1, interval 1 day)
),

weighed as (
    select
        day,
        age,
        (1 + 0.7 * age / length)
        * [1.14, 1.06, 1.0, 1.0, 0.95, 0.78, 1.07][isodow(day)]
        * [0.90, 0.88, 0.95, 0.98, 1.0, 0.95, 0.78, 0.80, 0.98, 1.05, 1.22, 1.35][month(day)]
        * case
            when month(day) = 12 and day(day) between 1 and 19 then 1.35
            when month(day) = 12 and day(day) between 23 and 27 then 0.45
            when month(day) = 11 and isodow(day) = 5 and day(day) between 23 and 29 then 2.4
            else 1
        end
        * (0.92 + 0.16 * roll(age, 'day')) as weight,
    from days
),

running as (
    select
        day,
        age,
        weight,
        sum(weight) over (order by day) as run_up,
        sum(weight) over () as total,
    from weighed
)

select
    day,
    age,
    (run_up - weight) / total as share_from,
    case when day = getvariable('last_day') then 1.0 else run_up / total end as share_to,
from running
order by day;
