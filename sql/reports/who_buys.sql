-- grain: one row per way of grouping customers, month, group and category
-- key: section, month_key, group_name, category
-- kind: table
-- Sections segment, age_band, gender and region hold the whole time (month 0) by category; section
-- new_or_returning the lines of each month's orders; new buys on the day of a first order. Affinity: a
-- category's share in the group over its share in all sales; 100 is the same.
with
sales as (select * from gold.fact_sales),
orders as (select * from gold.fact_orders),
customers as (select * from gold.dim_customers),
products as (select product_key, category from gold.dim_products),
workspace as (select currency as workspace_currency from meta.workspace),

sum_groups as (
  select
    customers.segment, customers.age_band, customers.gender, customers.region, products.category,
    sum(case when currency = workspace_currency then net_amount end) as revenue,
    sum(case when currency = workspace_currency then quantity end) as quantity,
    count_if(currency <> workspace_currency) as other_currency_lines
  from sales
  cross join workspace
  join customers using (customer_key)
  join products using (product_key)
  where status_class <> 'cancelled'
  group by segment, age_band, gender, region, category
),

fold_groups as (
  select
    case
      when grouping(segment) = 0 then 'segment' when grouping(age_band) = 0 then 'age_band'
      when grouping(gender) = 0 then 'gender' else 'region'
    end as section,
    0 as month_key,
    coalesce(segment, age_band, gender, region) as group_name, category,
    sum(revenue) as revenue,
    sum(quantity) as quantity,
    sum(other_currency_lines) as other_currency_lines
  from sum_groups
  group by grouping sets ((segment, category), (age_band, category), (gender, category), (region, category))
  union all
  select
    'new_or_returning', month_key,
    case
      when customer_key = 0 then 'Unknown'
      when date_key = customers.first_order_date_key then 'New' else 'Returning'
    end as group_name, 'All',
    sum(case when currency = workspace_currency then lines_amount end),
    sum(case when currency = workspace_currency then item_count end),
    sum(case when currency <> workspace_currency then line_count else 0 end)
  from orders
  cross join workspace
  join customers using (customer_key)
  where status_class <> 'cancelled'
  group by month_key, group_name
),

add_totals as (
  select
    section, month_key, group_name, category, revenue, quantity, other_currency_lines,
    sum(revenue) over (partition by section, month_key) as all_revenue,
    sum(revenue) over (partition by section, month_key, group_name) as group_revenue,
    sum(revenue) over (partition by section, month_key, category) as category_revenue
  from fold_groups
),

final as (
  select
    section, month_key, group_name, category, month_start(month_key) as month,
    cast(coalesce(revenue, 0) as decimal(18, 4)) as revenue,
    cast(coalesce(quantity, 0) as decimal(18, 4)) as quantity,
    percent_of(revenue, group_revenue) as percent_of_group,
    percent_of(group_revenue, all_revenue) as group_percent,
    round(percent_of(revenue, group_revenue) / percent_of(category_revenue, all_revenue) * 100, 1)
      as affinity,
    cast(other_currency_lines as integer) as other_currency_lines
  from add_totals
)

select * from final
