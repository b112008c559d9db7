-- Orders with their keys once, for all facts that point to them.
create temp table order_lookup as
select
  order_id, order_key, coalesce(customer_key, 0) as customer_key, customer_id,
  date_key(ordered_at_date) as date_key, coalesce(status_class, 'unknown') as status_class,
  coalesce(currency, 'EUR') as currency
from keys.orders
left join silver.orders using (order_id)
left join keys.customers using (customer_id);
create temp table product_lookup as
select product_id, product_key, unit_cost from keys.products left join silver.products using (product_id);

create table gold.fact_sales as
select
  order_id, line_number, order_key, customer_key, product_key, date_key, quantity, unit_price, net_amount,
  product_of(quantity, unit_cost) as cost_amount, currency, status_class,
  date_key // 100 as month_key
from (
  select *, coalesce(line_total, product_of(quantity, unit_price) - coalesce(discount_amount, 0))
    - if(prices_include_tax, coalesce(tax_amount, 0), 0) as net_amount
  from silver.order_items
)
join order_lookup using (order_id)
join product_lookup using (product_id);

create table gold.fact_orders as
with lines as (
  select order_key, count(*)::integer as line_count, sum(quantity)::decimal(18, 4) as item_count, sum(net_amount)::decimal(18, 4) as lines_amount
  from gold.fact_sales group by order_key
)
select
  order_key, order_id, customer_key, date_key, coalesce(orders.status, 'unknown') as status, coalesce(line_count, 0) as line_count,
  coalesce(item_count, 0) as item_count,
  case
    when line_count is not null then lines_amount - coalesce(orders.discount_amount, 0)
    else orders.total_amount - coalesce(orders.tax_amount, 0) - coalesce(orders.shipping_amount, 0)
  end as net_amount,
  orders.shipping_amount, order_lookup.currency, order_lookup.status_class, date_key // 100 as month_key,
  coalesce(orders.discount_amount, 0) as discount_amount, lines_amount, coalesce(orders.channel, 'Unknown') as channel
from silver.orders
join order_lookup using (order_id)
left join lines using (order_key);

create table gold.fact_payments as
select
  payment_key, payment_id, order_key, date_key(paid_at_date) as date_key, coalesce(method, 'Unknown') as method,
  coalesce(status, 'unknown') as status, amount, coalesce(payments.status_class, 'unknown') as status_class, currency,
  date_key(paid_at_date) // 100 as month_key
from silver.payments
join keys.payments using (payment_id)
join order_lookup using (order_id);

create table gold.fact_shipments as
select
  shipment_key, shipment_id, order_key, coalesce(shipping_method_key, 0) as shipping_method_key,
  date_key(shipped_at_date) as shipped_date_key, date_key(delivered_at_date) as delivered_date_key,
  (delivered_at_date - shipped_at_date)::integer as delivery_days,
  case
    when delivered_at is null or promised_at is null then null
    when delivered_at_date <> promised_at_date then delivered_at_date > promised_at_date
    when delivered_at <= promised_at then false
    else cast(to_local(promised_at) as time) <> time '00:00:00'
  end as is_late,
  cost, date_key(promised_at_date) as promised_date_key, (delivered_at_date - promised_at_date)::integer as delay_days,
  coalesce(carrier, 'Unknown') as carrier, currency, date_key(shipped_at_date) // 100 as shipped_month_key
from silver.shipments
join keys.shipments using (shipment_id)
join order_lookup using (order_id)
left join keys.shipping_methods using (shipping_method);

create table gold.fact_reviews as
select
  review_key, review_id, coalesce(order_key, 0) as order_key, coalesce(product_key, 0) as product_key,
  coalesce(own.customer_key, order_lookup.customer_key, 0) as customer_key, date_key(reviewed_at_date) as date_key, rating,
  case when rating >= 4 then 'positive' when rating <= 2 then 'negative' when rating = 3 then 'neutral' end as sentiment,
  date_key(reviewed_at_date) // 100 as month_key, concat_ws(' ', title, body) <> '' as has_text
from silver.reviews
join keys.reviews using (review_id)
left join order_lookup using (order_id)
left join keys.products using (product_id)
left join keys.customers as own on own.customer_id = reviews.customer_id;

create table gold.fact_inventory_snapshots as
select
  product_id, counted_at, warehouse, product_key, date_key(counted_at_date) as date_key, quantity_on_hand, reorder_point,
  quantity_on_hand <= 0 as is_out_of_stock
from silver.inventory join keys.products using (product_id);

create table gold.dim_customers as
with days as (
  select customer_id, min(ordered_on) as first_ordered_on, max(seen_on) as last_seen_on
  from (
    select customer_id, ordered_at_date as seen_on, case when status_class <> 'cancelled' then ordered_at_date end as ordered_on
    from silver.orders where customer_id is not null
    union all select customer_id, reviewed_at_date, null from silver.reviews where customer_id is not null
    union all select customer_id, signed_up_at_date, null from silver.customers
  )
  group by customer_id
)
select
  customer_key, customer_id, coalesce(name, customer_id) as name, coalesce(segment, 'Unknown') as segment, coalesce(gender, 'Unknown') as gender,
  case
    when birth_date is null or last_seen_on is null or last_seen_on < birth_date then 'Unknown'
    else ['Under 18', '18-24', '25-34', '35-44', '45-54', '55-64', '65+'][
      1 + (age >= 18)::integer + (age >= 25)::integer + (age >= 35)::integer + (age >= 45)::integer + (age >= 55)::integer + (age >= 65)::integer]
  end as age_band,
  coalesce(city, 'Unknown') as city, coalesce(region, 'Unknown') as region, coalesce(country, 'Unknown') as country,
  _row is null as is_inferred, signed_up_at_date as signed_up_on, first_ordered_on, date_key(first_ordered_on) as first_order_date_key
from (
  select *, (date_key(last_seen_on) - date_key(birth_date)) // 10000 as age
  from days join keys.customers using (customer_id) left join silver.customers using (customer_id)
)
union all select 0, '', 'Unknown', 'Unknown', 'Unknown', 'Unknown', 'Unknown', 'Unknown', 'Unknown', false, null, null, 0;

create table gold.dim_products as
select
  product_key, product_id, coalesce(name, product_id) as name, coalesce(category, 'Unknown') as category, unit_cost, _row is null as is_inferred,
  coalesce(brand, 'Unknown') as brand, unit_price, coalesce(active, true) as is_active
from keys.products left join silver.products using (product_id)
union all select 0, '', 'Unknown', 'Unknown', null, false, 'Unknown', null, true;

create table gold.dim_shipping_methods as
select shipping_method_key, shipping_method, shipping_method as name, false as is_inferred from keys.shipping_methods
union all select 0, '', 'Unknown', false;

create table gold.dim_date as
with range_of_days as (
  select least(
      (select min(ordered_at_date) from silver.orders), (select min(paid_at_date) from silver.payments),
      (select min(shipped_at_date) from silver.shipments), (select min(reviewed_at_date) from silver.reviews),
      (select min(counted_at_date) from silver.inventory), (select min(signed_up_at_date) from silver.customers)
    ) as first_date,
    greatest(
      (select max(ordered_at_date) from silver.orders), (select max(paid_at_date) from silver.payments),
      (select max(promised_at_date) from silver.shipments), (select max(delivered_at_date) from silver.shipments),
      (select max(reviewed_at_date) from silver.reviews), (select max(counted_at_date) from silver.inventory)
    ) as last_date
),
days as (select unnest(generate_series(first_date, last_date, interval 1 day))::date as date from range_of_days)
select
  date_key(date) as date_key, date, year(date)::integer as year, quarter(date)::integer as quarter, month(date)::integer as month,
  day(date)::integer as day, monthname(date) as month_name, (year(date) * 100 + month(date))::integer as month_key,
  date_trunc('month', date)::date as first_of_month, last_day(date) as last_of_month, isoyear(date)::integer as iso_year,
  weekofyear(date)::integer as iso_week, isodow(date)::integer as weekday, dayname(date) as weekday_name, isodow(date) >= 6 as is_weekend
from days
union all select 0, null, null, null, null, null, 'Unknown', 0, null, null, null, null, null, 'Unknown', false;
