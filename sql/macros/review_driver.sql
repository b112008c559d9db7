-- What may have moved the stars of a review, as people read it; a shipping method has step 0.
create or replace macro review_driver(step, method) as
  case step
    when 0 then method
    when 1 then 'Early'
    when 2 then 'On the promised day'
    when 3 then '1 day late'
    when 4 then '2 to 3 days late'
    when 5 then '4 to 7 days late'
    when 6 then 'More than 7 days late'
    when 7 then 'Delivery or promise unknown'
    when 11 then 'Waiting and lateness'
    when 12 then 'Damage'
    when 13 then 'Size and fit'
    when 14 then 'Quality'
    when 15 then 'Service'
    when 16 then 'Price'
  end;
