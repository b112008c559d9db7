-- Digits with well-formed groups of three, one kind of group sign only; `0,123` is not a group.
create or replace macro digits_pattern(group_sign, decimal_sign) as
  '(?:\d+|[1-9]\d{0,2}(?:' || group_sign || '\d{3})+|[1-9]\d{0,2}(?:[ \x{00A0}\x{2009}\x{202F}]\d{3})+'
  || '|[1-9]\d{0,2}(?:[''’]\d{3})+)(?:' || decimal_sign || '\d+)?';

-- A sign before, a sign behind (not behind a bare decimal sign: `12.-` is Swiss for 12.00) or brackets for
-- minus; `¤` stands for a currency on either side.
create or replace macro amount_pattern(digits) as
  '[\s\x{00A0}]*(?:[+\-−–]?\s*¤?' || digits || '¤?|¤[+\-−–]\s*' || digits || '¤?|¤?' || digits
  || '¤?\s*[\-−]¤?|¤?\(\s*¤?' || digits || '¤?\s*\)¤?)[\s\x{00A0}]*';

-- The text with every known currency sign or code, and the white space around it, as `¤`.
create or replace macro mark_currency(v) as
  regexp_replace(
    v,
    '(?i)[\s\x{00A0}\x{202F}]*(?:US\$|C\$|A\$|R\$|[$€£¥₹₺₽₩₪฿₫₴₦]|zł|kč|kr\.?|s?fr\.?|rs\.?|ft|lei|euros?|EUR|USD|GBP|CHF|SEK'
    || '|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|JPY|CNY|RMB|INR|AUD|CAD|NZD|BRL|MXN|TRY|ZAR|SGD|HKD|KRW|ILS|AED|SAR|THB'
    || '|TWD|RUB|UAH)[\s\x{00A0}\x{202F}]*',
    '¤', 'g'
  );

-- The number in a text already known to be one, by its decimal sign.
create or replace macro written_number(text, format) as
  try_cast(
    case when regexp_matches(text, '[\-−–(]') then '-' else '' end
    || case
      when format = 'comma' then replace(regexp_replace(text, '[^0-9,]+', '', 'g'), ',', '.')
      else regexp_replace(text, '[^0-9.]+', '', 'g')
    end
    as decimal(18, 4)
  );

-- Amounts that no plain cast reads. The list and the lambda name a value used more than once.
create or replace macro read_unusual_amount(v, format, pattern) as
  list_transform(
    [mark_currency(v)],
    lambda text: case when regexp_full_match(text, pattern) then written_number(text, format) end
  )[1];

-- An amount of money: decimal(18,4), or null for what cannot be read as one. `format` says the column's decimal
-- sign, point or comma: text written the other way is null, never a guess. Currency signs and codes, groups of
-- three, brackets or a trailing minus for negatives are read; percentages and formula errors are not.
-- More than four decimals are rounded half away from zero; what does not fit is null.
create or replace macro parse_amount(v, format) as
  case
    when v is null then null
    when format = 'comma' then
      coalesce(
        case when not contains(v, '.') then try_cast(replace(v, ',', '.') as decimal(18, 4)) end,
        read_unusual_amount(v, 'comma', amount_pattern(digits_pattern('\.', ',')))
      )
    else
      coalesce(
        try_cast(v as decimal(18, 4)),
        read_unusual_amount(v, 'point', amount_pattern(digits_pattern(',', '\.')))
      )
  end;
