-- A currency as its three-letter code, upper case; signs and names that mean one currency only
-- are translated (`$` is not one), other text keeps its letters. Blank is null.
create or replace macro normalise_currency(v) as
  case
    when v in ('EUR', 'USD', 'GBP', 'CHF') then v
    when upper(clean_text(v)) in ('€', 'EURO', 'EUROS') then 'EUR'
    when upper(clean_text(v)) in ('US$', 'US DOLLAR', 'US-DOLLAR') then 'USD'
    when upper(clean_text(v)) in ('£', 'POUND STERLING') then 'GBP'
    else upper(clean_text(v))
  end;
