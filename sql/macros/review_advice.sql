-- What a shop can do about a driver of bad reviews; steps as in review_driver.
create or replace macro review_advice(step) as
  case
    when step = 0 then 'Compare its late and damaged parcels with those of the other methods.'
    when step in (1, 2) then 'Keep it up.'
    when step = 3 then 'Promise one day more.'
    when step between 4 and 6 then 'Write to customers before the promised day is over.'
    when step = 7 then 'Record when parcels are promised and delivered.'
    when step = 11 then 'Promise later days or ship sooner, and say where the parcel is.'
    when step = 12 then 'Pack better, and compare carriers by damage.'
    when step = 13 then 'Add measurements and a size table to the product page.'
    when step = 14 then 'Look at these products before selling more of them.'
    when step = 15 then 'Answer faster, and give refunds without asking twice.'
    when step = 16 then 'Compare prices, and show what the price includes.'
  end;
