-- grain: one row per section (segment, rfm, cohort) and cell of its table
-- key: section, row_key, column_key
-- kind: table
-- segment: customers by segment. rfm: recency score (row) by frequency score (column), 5 is best;
-- recency and money in fifths of the customers, frequency 1, 2, 3, 4 to 5, 6 and more orders.
-- cohort: month of the first order (row) by months since (column). Orders without customer are left out.
with
buyers as (
  select * from marts.mart_marketing
  where customer_key > 0 and (order_count > 0 or other_currency_orders > 0)
),
orders as (select * from gold.fact_orders where status_class <> 'cancelled' and customer_key > 0),
workspace as (select currency as workspace_currency from meta.workspace),

customers as (
  select customer_key, revenue, order_count, first_month_key, last_date_key
  from buyers where order_count > 0
),

find_fifths as (
  select
    quantile_disc(last_date_key, [0.2, 0.4, 0.6, 0.8]) as r,
    quantile_disc(revenue, [0.2, 0.4, 0.6, 0.8]) as m
  from customers
),

score_customers as (
  select
    revenue, order_count, score_of_five(revenue, m) as money,
    score_of_five(last_date_key, r) as recency,
    case when order_count <= 3 then order_count when order_count <= 5 then 4 else 5 end as frequency
  from customers
  cross join find_fifths
),

list_active_months as (
  select distinct customer_key, month_key
  from orders join workspace on currency = workspace_currency
),

sum_cells as (
  select
    'segment' as section, segment as row_key, 0 as column_key,
    count_if(order_count > 0) as customer_count, sum(revenue) as revenue,
    sum(order_count) as order_count, null as money_score, sum(other_currency_orders) as other_currency_orders
  from buyers
  group by segment
  union all
  select
    'rfm', cast(recency as varchar), frequency,
    count(*), sum(revenue), sum(order_count), avg(money), 0
  from score_customers
  group by recency, frequency
  union all
  select
    'cohort', cast(first_month_key as varchar), months_between_keys(first_month_key, month_key),
    count(*), null, null, null, 0
  from list_active_months
  join customers using (customer_key)
  group by first_month_key, month_key
),

final as (
  select
    section,
    row_key,
    cast(column_key as integer) as column_key,
    cast(customer_count as integer) as customer_count,
    cast(revenue as decimal(18, 4)) as revenue,
    cast(order_count as integer) as order_count,
    cast(revenue / nullif(customer_count, 0) as decimal(18, 4)) as average_value,
    round(money_score, 4) as money_score,
    if(section = 'cohort', percent_of(customer_count, max(customer_count) over row_cells), null)
      as retention_percent,
    cast(other_currency_orders as integer) as other_currency_orders
  from sum_cells
  window row_cells as (partition by section, row_key)
)

select * from final
