-- Deals the defects of the plan to rows after the horizon, by lot.
create or replace table plant.picked as
with eligible as (
    select entity, seq, pool, roll(seq, 'dirt ' || entity) as lot,
    from plant.pools join plant.horizon using (entity)
    where seq > after
),

sizes as (
    select entity, count(*) as size from eligible group by all
),

drawn as (
    select
        entity,
        pool,
        seq,
        row_number() over (partition by entity, pool order by lot, seq) as place_in_line,
    from eligible join sizes using (entity)
    where lot < greatest(0.08, 900.0 / size)
),

wanted as (
    select
        entity,
        pool,
        defect,
        greatest(getvariable('least_of_each'), floor(per_10000 * size / 10000.0 + roll(hash(entity, defect) >> 12, 'share ' || size)))::bigint
            as number,
    from plant.plan join sizes using (entity)
),

dealt as (
    select *, sum(number) over (partition by entity, pool order by defect) as up_to,
    from wanted
    where number > 0
)

select
    drawn.entity,
    seq,
    defect,
    roll(seq, 'variant ' || drawn.entity) as chance,
from drawn join dealt
    on dealt.entity = drawn.entity and dealt.pool = drawn.pool
    and place_in_line > up_to - number and place_in_line <= up_to
order by drawn.entity, seq;
