-- grain: one row per order line
-- key: order_id, line_number
-- scope: order_id
-- kind: incremental
-- Customer, date, status and currency are those of the order; a line whose order has not arrived has
-- customer 0, date 0, status class unknown and the workspace's currency until it does.
-- Lookups: customer keys through the order's customer_id, products through the line's product_id.
with
lines as (select * from silver.order_items),
orders as (select * from silver.orders),
products as (select product_id, unit_cost from silver.products),
order_keys as (select * from keys.orders),
customer_keys as (select * from keys.customers),
product_keys as (select * from keys.products),
workspace as (select currency as workspace_currency from meta.workspace),

describe_orders as (
  select
    order_id,
    order_keys.order_key,
    coalesce(customer_keys.customer_key, 0) as customer_key,
    date_key(orders.ordered_at_date) as date_key,
    cast(date_key(orders.ordered_at_date) // 100 as integer) as month_key,
    coalesce(orders.status_class, 'unknown') as status_class,
    coalesce(orders.currency, workspace_currency) as currency
  from order_keys
  cross join workspace
  left join orders using (order_id)
  left join customer_keys using (customer_id)
),

describe_products as (
  select product_id, product_keys.product_key, products.unit_cost
  from product_keys
  left join products using (product_id)
),

final as (
  select
    order_id,
    lines.line_number,
    describe_orders.order_key,
    describe_orders.customer_key,
    coalesce(describe_products.product_key, 0) as product_key,
    describe_orders.date_key,
    lines.quantity,
    lines.unit_price,
    line_net_amount(
      lines.line_total, lines.quantity, lines.unit_price,
      lines.discount_amount, lines.tax_amount, lines.prices_include_tax
    ) as net_amount,
    times_amount(lines.quantity, describe_products.unit_cost) as cost_amount,
    describe_orders.currency,
    describe_orders.status_class,
    describe_orders.month_key
  from lines
  join describe_orders using (order_id)
  left join describe_products using (product_id)
)

select * from final
