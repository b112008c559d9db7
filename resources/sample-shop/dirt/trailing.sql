-- Empty rows below the last one, as spreadsheets leave them.
insert into plant.planted
select entity, seq, 40 + number, 'blank_row', 'dropped', 'blank', null, map {}, map {}
from (
    select 'orders' as entity, max(seq) as seq from shop.orders
    union all
    select 'customers', max(seq) from shop.customers
) cross join (select unnest(range(12)) as number);
