-- grain: one row per customer that exists or is referred to, and the unknown customer
-- key: customer_key
-- scope: customer_id
-- kind: incremental
-- The age band is the age on the last day the customer was seen (order, review, sign-up), not today:
-- it does not drift while nothing happens, and past reports keep their groups.
-- The unknown customer has an empty id, which no real one can have.
with
customers as (select * from silver.customers),
orders as (select * from silver.orders),
reviews as (select * from silver.reviews),
customer_keys as (select * from keys.customers),

list_days as (
  select
    customer_id,
    ordered_at_date as seen_on,
    case when status_class <> 'cancelled' then ordered_at_date end as ordered_on
  from orders
  where customer_id is not null
  union all
  select customer_id, reviewed_at_date, null from reviews where customer_id is not null
  union all
  select customer_id, signed_up_at_date, null from customers
),

summarise_days as (
  select
    customer_id,
    min(ordered_on) as first_ordered_on,
    max(seen_on) as last_seen_on
  from list_days
  group by customer_id
),

final as (
  select
    customer_keys.customer_key,
    customer_id,
    coalesce(customers.name, customer_id) as name,
    coalesce(customers.segment, 'Unknown') as segment,
    coalesce(customers.gender, 'Unknown') as gender,
    age_band(customers.birth_date, summarise_days.last_seen_on) as age_band,
    coalesce(customers.city, 'Unknown') as city,
    coalesce(customers.region, 'Unknown') as region,
    coalesce(customers.country, 'Unknown') as country,
    customers.customer_id is null as is_inferred,
    customers.signed_up_at_date as signed_up_on,
    summarise_days.first_ordered_on,
    date_key(summarise_days.first_ordered_on) as first_order_date_key
  from summarise_days
  join customer_keys using (customer_id)
  left join customers using (customer_id)
  union all
  select
    0, '', 'Unknown', 'Unknown', 'Unknown', 'Unknown',
    'Unknown', 'Unknown', 'Unknown', false, null, null, 0
)

select * from final
