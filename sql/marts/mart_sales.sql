-- grain: one row per month and product
-- key: month_key, product_key
-- scope: month_key
-- kind: incremental
-- Amounts and quantities are those of lines that count as revenue: not cancelled and in the
-- workspace's currency. Lookups: products through the product_key of the sales.
with
sales as (select * from gold.fact_sales),
products as (select * from gold.dim_products),
workspace as (select currency as workspace_currency from meta.workspace),

mark_sales as (
  select
    month_key,
    product_key,
    quantity,
    net_amount,
    cost_amount,
    status_class,
    currency = workspace_currency as is_comparable,
    currency = workspace_currency and status_class <> 'cancelled' as is_revenue
  from sales
  cross join workspace
),

sum_sales as (
  select
    month_key,
    product_key,
    cast(count_if(is_revenue) as integer) as line_count,
    sum(case when is_revenue then quantity end) as quantity,
    sum(case when is_revenue then net_amount end) as revenue,
    sum(case when is_revenue then cost_amount end) as cost_amount,
    sum(case when is_revenue and cost_amount is not null then net_amount end) as costed_revenue,
    sum(case when is_revenue and status_class = 'refunded' then net_amount end) as refunded_amount,
    sum(case when is_comparable and not is_revenue then net_amount end) as cancelled_amount,
    cast(count_if(not is_comparable) as integer) as other_currency_lines
  from mark_sales
  group by month_key, product_key
),

final as (
  select
    sum_sales.month_key,
    product_key,
    month_start(sum_sales.month_key) as month,
    products.product_id,
    products.name as product_name,
    products.category,
    products.brand,
    sum_sales.line_count,
    cast(coalesce(sum_sales.quantity, 0) as decimal(18, 4)) as quantity,
    cast(coalesce(sum_sales.revenue, 0) as decimal(18, 4)) as revenue,
    cast(coalesce(sum_sales.cost_amount, 0) as decimal(18, 4)) as cost_amount,
    cast(coalesce(sum_sales.costed_revenue, 0) as decimal(18, 4)) as costed_revenue,
    cast(coalesce(sum_sales.refunded_amount, 0) as decimal(18, 4)) as refunded_amount,
    cast(coalesce(sum_sales.cancelled_amount, 0) as decimal(18, 4)) as cancelled_amount,
    sum_sales.other_currency_lines
  from sum_sales
  join products using (product_key)
)

select * from final
