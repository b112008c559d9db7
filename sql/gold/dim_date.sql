-- grain: one row per day from the first to the last date in the data, and the unknown date
-- key: date_key
-- kind: table
-- A calendar without gaps from 1990 to 2089 at most, plus every other date in use, so that no fact
-- ever points to a missing day.
with
orders as (select * from silver.orders),
payments as (select * from silver.payments),
shipments as (select * from silver.shipments),
reviews as (select * from silver.reviews),
counts as (select * from silver.inventory),
customers as (select * from silver.customers),

list_dates as (
  select ordered_at_date as date from orders
  union
  select paid_at_date from payments
  union
  select shipped_at_date from shipments
  union
  select promised_at_date from shipments
  union
  select delivered_at_date from shipments
  union
  select reviewed_at_date from reviews
  union
  select counted_at_date from counts
  union
  select signed_up_at_date from customers
),

find_range as (
  select min(date) as first_date, max(date) as last_date
  from list_dates
  where date between date '1990-01-01' and date '2089-12-31'
),

digits as (
  select unnest(range(10)) as n
),

count_days as (
  select cast(a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n as integer) as days
  from digits as a, digits as b, digits as c, digits as d, digits as e
  where e.n < 4
),

fill_calendar as (
  select add_days(first_date, days) as date
  from find_range, count_days
  where days <= last_date - first_date
  union
  select date from list_dates where date is not null
),

final as (
  select
    date_key(date) as date_key,
    date,
    cast(year(date) as integer) as year,
    cast(quarter(date) as integer) as quarter,
    cast(month(date) as integer) as month,
    cast(day(date) as integer) as day,
    monthname(date) as month_name,
    cast(year(date) * 100 + month(date) as integer) as month_key,
    cast(date_trunc('month', date) as date) as first_of_month,
    last_day(date) as last_of_month,
    cast(isoyear(date) as integer) as iso_year,
    cast(weekofyear(date) as integer) as iso_week,
    cast(isodow(date) as integer) as weekday,
    dayname(date) as weekday_name,
    isodow(date) >= 6 as is_weekend
  from fill_calendar
  union all
  select 0, null, null, null, null, null, 'Unknown', 0, null, null, null, null, null, 'Unknown', false
)

select * from final
