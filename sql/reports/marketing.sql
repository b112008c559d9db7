-- grain: one row per reviewed product
-- key: product_key
-- kind: table
-- Sentiment is a band of stars: 4 and 5 positive, 3 neutral, 1 and 2 negative. Reviews that name no
-- product are under the unknown product. Sales are those that count as revenue.
with
reviews as (select * from gold.fact_reviews),
products as (select * from gold.dim_products),
sales as (select * from marts.mart_sales),
window_days as (select date_key(as_of - 90) as recent_key from meta.as_of),

sum_reviews as (
  select
    product_key,
    count(*) as review_count,
    count(rating) as rated_count,
    sum(rating) as rating_sum,
    count(case when sentiment = 'positive' then 1 end) as positive_count,
    count(case when sentiment = 'neutral' then 1 end) as neutral_count,
    count(case when sentiment = 'negative' then 1 end) as negative_count,
    count_if(reviews.date_key >= recent_key) as recent_count,
    sum(case when reviews.date_key >= recent_key then rating end) as recent_rating_sum,
    count(case when reviews.date_key >= recent_key then rating end) as recent_rated_count
  from reviews
  cross join window_days
  group by product_key
),

sum_sales as (
  select
    product_key,
    sum(line_count) as line_count,
    sum(revenue) as revenue,
    sum(other_currency_lines) as other_currency_lines
  from sales
  group by product_key
),

final as (
  select
    product_key,
    products.name as product_name,
    products.category,
    cast(review_count as integer) as review_count,
    cast(rated_count as integer) as rated_count,
    cast(rating_sum as integer) as rating_sum,
    round(rating_sum / nullif(rated_count, 0), 4) as average_rating,
    cast(positive_count as integer) as positive_count,
    cast(neutral_count as integer) as neutral_count,
    cast(negative_count as integer) as negative_count,
    percent_of(negative_count, rated_count) as negative_percent,
    cast(recent_count as integer) as recent_count,
    round(recent_rating_sum / nullif(recent_rated_count, 0), 4) as recent_rating,
    percent_of(review_count, line_count) as reviews_per_100_lines,
    cast(coalesce(revenue, 0) as decimal(18, 4)) as revenue,
    cast(coalesce(other_currency_lines, 0) as integer) as other_currency_lines
  from sum_reviews
  join products using (product_key)
  left join sum_sales using (product_key)
)

select * from final
