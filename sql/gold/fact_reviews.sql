-- grain: one row per review
-- key: review_id
-- scope: review_id
-- kind: incremental
-- A review that names only its order takes the order's customer. Sentiment is a band of stars:
-- 4 and 5 positive, 3 neutral, 1 and 2 negative. Themes are looked for in the words of reviews with
-- at most 3 stars only.
-- Lookups: orders through order_id, products through product_id, customers through customer_id; a
-- customer found by way of the order changes only together with that order.
with
reviews as (select * from silver.reviews),
orders as (select order_id, customer_id as order_customer_id from silver.orders),
review_keys as (select * from keys.reviews),
order_keys as (select * from keys.orders),
product_keys as (select * from keys.products),
customer_keys as (select * from keys.customers),

read_words as (
  select
    review_id,
    case when rating <= 3 then lower(concat_ws(' ', title, body)) else '' end as words
  from reviews
),

find_themes as (
  select
    review_id,
    mentions(words, 'delay') as about_delay,
    mentions(words, 'damage') as about_damage,
    mentions(words, 'size') as about_size,
    mentions(words, 'quality') as about_quality,
    mentions(words, 'service') as about_service,
    mentions(words, 'price') as about_price
  from read_words
),

final as (
  select
    review_keys.review_key,
    review_id,
    coalesce(order_keys.order_key, 0) as order_key,
    coalesce(product_keys.product_key, 0) as product_key,
    coalesce(customer_keys.customer_key, 0) as customer_key,
    date_key(reviews.reviewed_at_date) as date_key,
    reviews.rating,
    case
      when reviews.rating >= 4 then 'positive'
      when reviews.rating = 3 then 'neutral'
      when reviews.rating <= 2 then 'negative'
    end as sentiment,
    cast(date_key(reviews.reviewed_at_date) // 100 as integer) as month_key,
    coalesce(reviews.title, reviews.body) is not null as has_text,
    find_themes.about_delay,
    find_themes.about_damage,
    find_themes.about_size,
    find_themes.about_quality,
    find_themes.about_service,
    find_themes.about_price
  from reviews
  join find_themes using (review_id)
  join review_keys using (review_id)
  left join orders using (order_id)
  left join order_keys using (order_id)
  left join product_keys using (product_id)
  left join customer_keys
    on customer_keys.customer_id = coalesce(reviews.customer_id, orders.order_customer_id)
)

select * from final
