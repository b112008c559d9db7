-- The text with every known currency sign or code, and the white space around it, as `¤`.
create or replace macro mark_currency(v) as
  regexp_replace(
    v,
    '(?i)[\s\x{00A0}\x{202F}]*(?:US\$|C\$|A\$|R\$|[$€£¥₹₺₽₩₪฿₫₴₦]|zł|kč|kr[.,]?|s?fr[.,]?|rs[.,]?|ft|lei|euros?|EUR|USD|GBP|CHF'
    || '|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|JPY|CNY|RMB|INR|AUD|CAD|NZD|BRL|MXN|TRY|ZAR|SGD|HKD|KRW|ILS|AED|SAR|THB'
    || '|TWD|RUB|UAH)[\s\x{00A0}\x{202F}]*',
    '¤', 'g'
  );

-- Whether a text with a decimal point is a number: groups of three, if any, of one kind (`0,123` is none); at most
-- one minus, before or behind (not behind a bare point: `12.-` is Swiss for 12.00), or a pair of brackets.
create or replace macro is_written_number(text) as
  regexp_full_match(
    text,
    '[\s\x{00A0}]*(?:[+\-−–]?\s*¤?|¤[+\-−–]\s*|¤?\(\s*¤?)'
    || '(?:\d+|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?:[ \x{00A0}\x{2009}\x{202F}]\d{3})+|[1-9]\d{0,2}(?:[''’]\d{3})+)(?:\.\d+)?'
    || '¤?(?:\s*[\-−]|\s*\))?¤?[\s\x{00A0}]*'
  )
  and not regexp_matches(text, '[+\-−–(].*[+\-−–]|^[^(]*\)|\([^)]*$|¤¤');

-- The number in such a text.
create or replace macro written_number(text) as
  try_cast(
    case when regexp_matches(text, '[\-−–(]') then '-' else '' end || regexp_replace(text, '[^0-9.]+', '', 'g')
    as decimal(18, 4)
  );

-- A text in the column's notation with a decimal point.
create or replace macro with_decimal_point(v, format) as
  case when format = 'comma' then translate(v, '.,', ',.') else v end;

-- What a plain cast reads: most numbers. Under a decimal comma a point is left to the slower look.
create or replace macro cast_number(v, format) as
  case
    when format = 'comma'
      then case when not contains(v, '.') then try_cast(replace(v, ',', '.') as decimal(18, 4)) end
    else try_cast(v as decimal(18, 4))
  end;

-- An amount of money: decimal(18,4), or null for what cannot be read as one. `format` says the column's decimal
-- sign, point or comma: text written the other way is null, never a guess. Currency signs and codes, groups of
-- three, brackets or a trailing minus for negatives are read; percentages and formula errors are not.
-- More than four decimals are rounded half away from zero; what does not fit is null.
-- The list and the lambda name a value that is used more than once.
create or replace macro parse_amount(v, format) as
  case
    when v is not null then
      coalesce(
        cast_number(v, format),
        list_transform(
          [mark_currency(with_decimal_point(v, format))],
          lambda text: case when is_written_number(text) then written_number(text) end
        )[1]
      )
  end;
