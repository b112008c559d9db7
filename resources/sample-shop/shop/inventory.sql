-- Stock counted on the first of each month in two warehouses, moving with what was sold the month before.
create table shop.inventory as
with counts as (
    select date_trunc('month', range)::date as counted_on, row_number() over (order by range) as count_number,
    from range(date_trunc('month', getvariable('first_day') - 1) + interval 1 month, getvariable('last_day') + interval 1 day, interval 1 month)
),

sold as (
    select product_seq, date_trunc('month', day)::date + interval 1 month as counted_on, sum(quantity) as quantity,
    from shop.order_items join shop.order_base on order_base.seq = order_seq
    group by all
),

usual as (
    select product_seq, sum(quantity) / 24.0 as monthly, from sold group by all
),

stocked as (
    select
        count_number * 1000000 + products.seq * 2 + warehouse as id,
        products.seq as product_seq,
        product_id,
        counts.counted_on,
        ['Berlin', 'Rotterdam'][warehouse] as warehouse,
        coalesce(monthly, 1) * [0.65, 0.35][warehouse] as monthly,
        coalesce(quantity, 0) * [0.65, 0.35][warehouse] as quantity,
        popularity % 10 = 9 as is_slow,
    from counts cross join shop.products cross join (select unnest([1, 2]) as warehouse)
    left join sold on sold.product_seq = products.seq and sold.counted_on = counts.counted_on
    left join usual on usual.product_seq = products.seq
)

select
    row_number() over (order by counted_on, product_seq, warehouse) as seq,
    product_id,
    counted_on,
    warehouse,
    case
        when roll(id, 'sold out') < 0.025 then 0
        when is_slow then ceil(monthly * (9 + 10 * roll(id, 'stock')))
        else greatest(0, ceil(monthly * (0.7 + 2.4 * roll(id, 'stock')) - 0.45 * quantity))
    end::bigint as on_hand,
    greatest(1, ceil(monthly * 0.6))::bigint as reorder_point,
from stocked
order by seq;
