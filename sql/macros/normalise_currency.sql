-- A currency as its three-letter code, upper case; signs and names that mean one currency only are translated
-- (`$` is not one), other text keeps its letters. Blank is null.
create or replace macro normalise_currency(v) as
  case
    when v in ('EUR', 'USD', 'GBP', 'CHF') then v
    else
      list_transform(
        [upper(clean_text(v))],
        lambda code: case
          when code in ('€', 'EURO', 'EUROS') then 'EUR'
          when code in ('US$', 'US DOLLAR', 'US-DOLLAR') then 'USD'
          when code in ('£', 'POUND STERLING') then 'GBP'
          else code
        end
      )[1]
  end;
