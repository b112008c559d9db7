-- grain: one row per review
-- key: review_id
-- scope: review_id
-- kind: incremental
-- A review that names only its order takes the order's customer. Sentiment is a band of stars:
-- 4 and 5 positive, 3 neutral, 1 and 2 negative. Themes are looked for in the words of reviews with
-- at most 3 stars only; parts of words in English, German, French, Spanish and Italian.
-- Lookups: orders through order_id, products through product_id, customers through customer_id; a
-- customer found by way of the order changes only together with that order.
with
reviews as (select * from silver.reviews),
orders as (select order_id, customer_id as order_customer_id from silver.orders),
review_keys as (select * from keys.reviews),
order_keys as (select * from keys.orders),
product_keys as (select * from keys.products),
customer_keys as (select * from keys.customers),

describe_reviews as (
  select
    reviews.review_id,
    order_id,
    reviews.product_id,
    coalesce(reviews.customer_id, orders.order_customer_id) as customer_id,
    reviews.rating,
    date_key(reviews.reviewed_at_date) as date_key,
    lower(concat_ws(' ', reviews.title, reviews.body)) as words,
    case
      when reviews.rating <= 3 then lower(concat_ws(' ', '', reviews.title, reviews.body))
      else ''
    end as low_words
  from reviews
  left join orders using (order_id)
),

final as (
  select
    review_keys.review_key,
    review_id,
    coalesce(order_keys.order_key, 0) as order_key,
    coalesce(product_keys.product_key, 0) as product_key,
    coalesce(customer_keys.customer_key, 0) as customer_key,
    describe_reviews.date_key,
    describe_reviews.rating,
    case
      when describe_reviews.rating >= 4 then 'positive'
      when describe_reviews.rating = 3 then 'neutral'
      when describe_reviews.rating <= 2 then 'negative'
    end as sentiment,
    cast(describe_reviews.date_key // 100 as integer) as month_key,
    describe_reviews.words <> '' as has_text,
    mentions(
      low_words,
      '\b(late|later|delay|slow|wait|never arriv|verspät|zu spät|lieferzeit|retard|tard[eioa]?\b|ritardo)'
    ) as about_delay,
    mentions(
      low_words, '\b(damage|broke|crack|dent|scratch|torn|beschädigt|kaputt|cassé|abîmé|rot[oa]\b|dañad|rott[oa]\b|danneggiat)'
    ) as about_damage,
    mentions(
      low_words, '\b(size|sizing|fit|fits|too (small|big|large|tight)|größe|zu (klein|groß)|passt|taille|talla|taglia)\b'
    ) as about_size,
    mentions(
      low_words, '\b(quality|cheap|flimsy|poor|faulty|defect|stopped working|qualität|billig|qualité|calidad|qualità)'
    ) as about_quality,
    mentions(
      low_words, '\b(service|support|staff|rude|reply|replied|answer|refund|kundendienst|antwort|servicio|servizio|rembours)'
    ) as about_service,
    mentions(
      low_words, '\b(price|pricey|expensive|overpriced|value for|preis|teuer|prix|cher\b|precio|caro|prezzo)'
    ) as about_price
  from describe_reviews
  join review_keys using (review_id)
  left join order_keys using (order_id)
  left join product_keys using (product_id)
  left join customer_keys using (customer_id)
)

select * from final
