-- grain: one row per payment method and class of status
-- key: method, status_class
-- kind: table
with
payments as (select * from gold.fact_payments),
workspace as (select currency as workspace_currency from meta.workspace),

sum_payments as (
  select
    method,
    status_class,
    count_if(currency = workspace_currency) as payment_count,
    sum(case when currency = workspace_currency then amount end) as amount,
    count_if(currency <> workspace_currency) as other_currency_payments
  from payments
  cross join workspace
  group by method, status_class
),

sum_methods as (
  select
    method,
    sum(payment_count) as method_count,
    sum(amount) as method_amount
  from sum_payments
  group by method
),

final as (
  select
    method,
    status_class,
    cast(payment_count as integer) as payment_count,
    cast(coalesce(amount, 0) as decimal(18, 4)) as amount,
    percent_of(payment_count, method_count) as percent_of_method,
    cast(coalesce(method_amount, 0) as decimal(18, 4)) as method_amount,
    cast(other_currency_payments as integer) as other_currency_payments
  from sum_payments
  join sum_methods using (method)
)

select * from final
