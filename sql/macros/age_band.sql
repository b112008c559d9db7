-- Age on a day as a band of ten years; implausible and missing ages are 'Unknown'.
-- The difference of two YYYYMMDD numbers, without its last four digits, is the age in whole years.
create or replace macro age_band(birth_date, on_date) as
  case
    when birth_date is null or on_date is null or on_date < birth_date then 'Unknown'
    when date_key(on_date) - date_key(birth_date) < 180000 then 'Under 18'
    when date_key(on_date) - date_key(birth_date) < 250000 then '18-24'
    when date_key(on_date) - date_key(birth_date) < 350000 then '25-34'
    when date_key(on_date) - date_key(birth_date) < 450000 then '35-44'
    when date_key(on_date) - date_key(birth_date) < 550000 then '45-54'
    when date_key(on_date) - date_key(birth_date) < 650000 then '55-64'
    when date_key(on_date) - date_key(birth_date) < 1200000 then '65+'
    else 'Unknown'
  end;
