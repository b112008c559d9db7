-- grain: one row per section (delay, method, theme) and what may have moved the stars of a review
-- key: section, driver
-- kind: table
-- Stars lost: how much higher the average of all reviews would be if those of the driver were like the
-- others. Themes come from the words of reviews with at most 3 stars. An order in several parcels
-- counts as late as its latest one.
with
reviews as (select * from gold.fact_reviews where rating is not null),
shipments as (select * from gold.fact_shipments),
methods as (select * from gold.dim_shipping_methods),

find_deliveries as (
  select
    reviews.review_key,
    max(shipments.delay_days) as delay_days,
    min(shipments.shipping_method_key) as shipping_method_key
  from reviews
  join shipments using (order_key)
  where reviews.order_key > 0
  group by reviews.review_key
),

describe_reviews as (
  select
    reviews.rating, about_delay, about_damage, about_size, about_quality, about_service, about_price,
    coalesce(methods.name, 'Unknown') as method,
    case
      when delay_days < 0 then 1 when delay_days = 0 then 2 when delay_days = 1 then 3
      when delay_days <= 3 then 4 when delay_days <= 7 then 5 when delay_days > 7 then 6
      else 7
    end as delay_step
  from reviews
  left join find_deliveries using (review_key)
  left join methods using (shipping_method_key)
),

list_drivers as (
  select 'delay' as section, delay_step as step, '' as method, rating from describe_reviews
  union all select 'method', 0, method, rating from describe_reviews
  union all select 'theme', 11, '', rating from describe_reviews where about_delay
  union all select 'theme', 12, '', rating from describe_reviews where about_damage
  union all select 'theme', 13, '', rating from describe_reviews where about_size
  union all select 'theme', 14, '', rating from describe_reviews where about_quality
  union all select 'theme', 15, '', rating from describe_reviews where about_service
  union all select 'theme', 16, '', rating from describe_reviews where about_price
),

sum_drivers as (
  select section, step, method, count(*) as review_count, sum(rating) as rating_sum
  from list_drivers
  group by section, step, method
),

compare_drivers as (
  select
    section, step, method, review_count, rating_sum,
    total_count,
    (total_sum - rating_sum) / nullif(total_count - review_count, 0) as rating_of_others
  from sum_drivers
  cross join (select count(*) as total_count, sum(rating) as total_sum from reviews)
),

final as (
  select
    section,
    review_driver(step, method) as driver,
    cast(step as integer) as step,
    cast(review_count as integer) as review_count,
    cast(rating_sum as integer) as rating_sum,
    percent_of(review_count, total_count) as review_percent,
    round(rating_sum / review_count, 4) as average_rating,
    round(rating_of_others, 4) as rating_of_others,
    round((rating_of_others * review_count - rating_sum) / total_count, 4) as stars_lost,
    review_advice(step) as suggestion
  from compare_drivers
)

select * from final
