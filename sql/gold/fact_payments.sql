-- grain: one row per payment
-- key: payment_id
-- scope: payment_id
-- kind: incremental
-- Lookups: order keys and the order's currency through the payment's order_id.
with
payments as (select * from silver.payments),
orders as (select order_id, currency from silver.orders),
payment_keys as (select * from keys.payments),
order_keys as (select * from keys.orders),
workspace as (select currency as workspace_currency from meta.workspace),

final as (
  select
    payment_keys.payment_key,
    payment_id,
    coalesce(order_keys.order_key, 0) as order_key,
    date_key(payments.paid_at_date) as date_key,
    coalesce(payments.method, 'Unknown') as method,
    coalesce(payments.status, 'unknown') as status,
    payments.amount,
    coalesce(payments.status_class, 'unknown') as status_class,
    coalesce(orders.currency, workspace_currency) as currency,
    cast(date_key(payments.paid_at_date) // 100 as integer) as month_key
  from payments
  cross join workspace
  join payment_keys using (payment_id)
  left join order_keys using (order_id)
  left join orders using (order_id)
)

select * from final
