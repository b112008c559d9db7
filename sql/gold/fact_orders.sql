-- grain: one row per order
-- key: order_id
-- scope: order_id
-- kind: incremental
-- Lookups: customer keys through the order's customer_id.
with
orders as (select * from silver.orders),
lines as (select * from silver.order_items),
order_keys as (select * from keys.orders),
customer_keys as (select * from keys.customers),
workspace as (select currency as workspace_currency from meta.workspace),

sum_lines as (
  select
    order_id,
    cast(count(*) as integer) as line_count,
    cast(sum(quantity) as decimal(18, 4)) as item_count,
    cast(
      sum(
        line_net_amount(
          line_total, quantity, unit_price,
          discount_amount, tax_amount, prices_include_tax
        )
      ) as decimal(18, 4)
    ) as lines_amount
  from lines
  group by order_id
),

final as (
  select
    order_keys.order_key,
    order_id,
    coalesce(customer_keys.customer_key, 0) as customer_key,
    date_key(orders.ordered_at_date) as date_key,
    coalesce(orders.status, 'unknown') as status,
    coalesce(sum_lines.line_count, 0) as line_count,
    coalesce(sum_lines.item_count, 0) as item_count,
    case
      when sum_lines.line_count is not null
        then sum_lines.lines_amount - coalesce(orders.discount_amount, 0)
      else
        orders.total_amount
        - coalesce(orders.tax_amount, 0) - coalesce(orders.shipping_amount, 0)
    end as net_amount,
    orders.shipping_amount,
    coalesce(orders.currency, workspace_currency) as currency,
    coalesce(orders.status_class, 'unknown') as status_class,
    cast(date_key(orders.ordered_at_date) // 100 as integer) as month_key,
    coalesce(orders.discount_amount, 0) as discount_amount,
    sum_lines.lines_amount,
    coalesce(orders.channel, 'Unknown') as channel
  from orders
  cross join workspace
  join order_keys using (order_id)
  left join sum_lines using (order_id)
  left join customer_keys using (customer_id)
)

select * from final
