-- grain: one row per day from the first to the last day with orders
-- key: date_key
-- kind: table
-- Days without orders are there with zero. Lines whose order has not arrived are on day 0, without a
-- date. The seven-day mean takes the day and the six before it.
with
days as (select * from marts.mart_finance),
calendar as (select * from gold.dim_date),
today as (select as_of from meta.as_of),

find_range as (
  select min(date_key) as first_key, max(date_key) as last_key
  from days
  where date_key > 0 and order_count + cancelled_orders + other_currency_orders > 0
),

fill_days as (
  select
    date_key,
    calendar.date,
    coalesce(days.revenue, 0) as revenue,
    coalesce(days.order_count, 0) as order_count,
    coalesce(days.cancelled_orders, 0) as cancelled_orders,
    coalesce(days.received_amount, 0) as received_amount,
    coalesce(days.refunded_amount, 0) as refunded_amount,
    coalesce(days.other_currency_orders, 0) as other_currency_orders
  from calendar
  cross join find_range
  left join days using (date_key)
  where calendar.date_key between first_key and last_key
    or (calendar.date_key = 0 and days.revenue <> 0)
),

final as (
  select
    date_key,
    date,
    revenue,
    order_count,
    case
      when date is not null
        then cast(avg(revenue) over last_seven_days as decimal(18, 4))
    end as revenue_7_day_mean,
    case
      when date is not null
        then round(avg(order_count) over last_seven_days, 4)
    end as orders_7_day_mean,
    cancelled_orders,
    received_amount,
    refunded_amount,
    coalesce(date < as_of, true) as is_complete,
    other_currency_orders
  from fill_days
  cross join today
  window last_seven_days as (
    partition by date is null order by date_key rows between 6 preceding and current row
  )
)

select * from final
