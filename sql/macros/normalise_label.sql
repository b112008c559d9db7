-- A lower-case name as a label.
create or replace macro label_of_name(name) as
  case
    when name in ('vip', 'b2b', 'b2c', 'dhl', 'ups', 'dpd', 'gls', 'usps', 'tnt', 'sepa', 'eps', 'cod', 'pos', 'bnpl')
      then upper(name)
    when name = 'paypal' then 'PayPal'
    when name = 'ideal' then 'iDEAL'
    when name = 'fedex' then 'FedEx'
    when name = 'ebay' then 'eBay'
    else
      array_to_string(
        list_transform(
          string_split(name, ' '),
          lambda word: case
            when word in ('vip', 'b2b', 'b2c', 'dhl', 'ups', 'dpd', 'gls', 'usps', 'tnt', 'sepa', 'eu', 'uk', 'us')
              then upper(word)
            when word = 'paypal' then 'PayPal'
            else upper(word[1]) || word[2:]
          end
        ),
        ' '
      )
  end;

-- A label people read and group by, such as a segment or a shipping method: single spaces, every word with a
-- capital first letter, and known abbreviations and brands in their own spelling, so that ` EXPRESS`, `express`
-- and `Express` are one. A label that already looks like that costs one pattern.
create or replace macro normalise_label(v) as
  case
    when regexp_full_match(v, '[A-Z][a-z]+(?: [A-Z][a-z]+)*') and v not in ('Paypal', 'Vip', 'Dhl', 'Ups') then v
    when v in ('VIP', 'PayPal', 'DHL', 'UPS', 'DPD', 'GLS', 'B2B', 'B2C') then v
    else list_transform([normalise_name(replace(v, '_', ' '))], lambda name: label_of_name(name))[1]
  end;
