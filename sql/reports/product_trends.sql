-- grain: one row per product and month over the last twelve complete months
-- key: product_key, month_key
-- kind: table
-- The trend compares the last three complete months with the three before them; a change of more than
-- ten percent is called rising or falling. Months without a sale are there with zero.
with
sales as (select * from marts.mart_sales),
products as (select * from gold.dim_products),
today as (select cast(date_trunc('month', as_of) as date) as this_month from meta.as_of),
calendar as (select * from gold.dim_date),

list_months as (
  select distinct
    calendar.month_key,
    calendar.first_of_month as month,
    datediff('month', calendar.first_of_month, this_month) as months_ago
  from calendar
  cross join today
  where calendar.first_of_month < this_month
    and datediff('month', calendar.first_of_month, this_month) <= 12
),

compare_quarters as (
  select
    sales.product_key,
    sum(case when months_ago <= 3 then revenue else 0 end) as recent_revenue,
    sum(case when months_ago between 4 and 6 then revenue else 0 end) as earlier_revenue
  from sales
  join list_months using (month_key)
  group by sales.product_key
  having sum(line_count) > 0
),

rank_products as (
  select
    product_key,
    recent_revenue,
    earlier_revenue,
    recent_revenue - earlier_revenue as change,
    percent_of(recent_revenue - earlier_revenue, earlier_revenue) as change_percent,
    row_number() over (order by recent_revenue - earlier_revenue desc, product_key) as trend_rank
  from compare_quarters
),

final as (
  select
    product_key,
    list_months.month_key,
    list_months.month,
    products.name as product_name,
    products.category,
    coalesce(sales.revenue, 0) as revenue,
    coalesce(sales.quantity, 0) as quantity,
    cast(rank_products.recent_revenue as decimal(18, 4)) as recent_revenue,
    cast(rank_products.earlier_revenue as decimal(18, 4)) as earlier_revenue,
    cast(rank_products.change as decimal(18, 4)) as change,
    rank_products.change_percent,
    case
      when rank_products.earlier_revenue <= 0 and rank_products.recent_revenue > 0 then 'new'
      when rank_products.change_percent > 10 then 'rising'
      when rank_products.change_percent < -10 then 'falling'
      else 'steady'
    end as trend,
    cast(rank_products.trend_rank as integer) as trend_rank,
    coalesce(sales.other_currency_lines, 0) as other_currency_lines
  from rank_products
  cross join list_months
  join products using (product_key)
  left join sales using (product_key, month_key)
)

select * from final
