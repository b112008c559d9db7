-- Fast for the text that nearly every cell holds; what is left takes the slow way.
create macro key_of(v) as
  case
    when v = '' then null
    when strlen(v) = length(v) and not contains(v, ' ') and not ends_with(v, '.0') then v
    else nullif(regexp_replace(trim(regexp_replace(v, '[\s\x{a0}\x{200b}\x{feff}]+', ' ', 'g')), '\.0+$', ''), '')
  end;
create macro text_of(v) as
  case
    when v = '' then null
    when not starts_with(v, ' ') and not ends_with(v, ' ') and strlen(v) = length(v) then v
    else nullif(trim(regexp_replace(v, '[\s\x{a0}\x{200b}\x{feff}]+', ' ', 'g')), '')
  end;
create macro bare_number(v) as
  regexp_replace(regexp_replace(v, '[€$£\s\x{a0}]|EUR|USD|GBP', '', 'g'), '^\((.*)\)$', '-\1');
create macro amount_of(v) as
  coalesce(
    try_cast(v as decimal(18, 4)),
    case
      when v = '' then null
      when regexp_full_match(bare_number(v), '-?[0-9]{1,3}(,[0-9]{3})*(\.[0-9]+)?|-?[0-9]+(\.[0-9]+)?')
        then try_cast(replace(bare_number(v), ',', '') as decimal(18, 4))
    end
  );
create macro comma_amount_of(v) as
  case
    when v = '' then null
    when not contains(v, '.') and strlen(v) = length(v) and not contains(v, ' ')
      then try_cast(replace(v, ',', '.') as decimal(18, 4))
    when regexp_full_match(bare_number(v), '-?[0-9]{1,3}(\.[0-9]{3})*(,[0-9]+)?|-?[0-9]+(,[0-9]+)?')
      then try_cast(translate(bare_number(v), ',.', '.') as decimal(18, 4))
  end;
create macro whole_of(v) as
  coalesce(
    try_cast(case when not contains(v, '.') then v end as integer),
    case when v <> '' then try_cast(regexp_replace(trim(v), '\.0+$', '') as integer) end
  );
create macro to_utc(t) as {to_utc};
create macro to_local(t) as {to_local};
-- Local text as it stands: the instant in UTC, and the local day.
create macro instant_of(v) as
  case
    when strlen(v) = 19 and not contains(v, 'Z') then to_utc(try_cast(v as timestamp))
    when v = '' then null
    when strlen(v) > 19 then timezone('UTC', try_cast(v as timestamptz))
    else to_utc(try_cast(v as timestamp))
  end;
create macro local_day_of(v) as
  case
    when strlen(v) <= 19 then cast(try_cast(v as timestamp) as date)
    else cast(to_local(timezone('UTC', try_cast(v as timestamptz))) as date)
  end;
create macro day_of(v) as
  case when v <> '' then cast(try_strptime(v, ['%d.%m.%Y', '%d/%m/%Y', '%d.%m.%y']) as date) end;
-- Decimals of up to 18 digits multiply in 64 bits; wider ones cost two hundred times as much.
create macro product_of(a, b) as
  case
    when abs(a) < 100000 and abs(b) < 10000 then cast(a * b as decimal(18, 4))
    else try_cast(cast(a as decimal(38, 4)) * b as decimal(18, 4))
  end;
create macro date_key(d) as cast(coalesce(year(d) * 10000 + month(d) * 100 + day(d), 0) as integer);
create macro status_class(s) as
  case s
    when 'delivered' then 'fulfilled' when 'fulfilled' then 'fulfilled' when 'completed' then 'fulfilled'
    when 'shipped' then 'fulfilled' when 'paid' then 'paid' when 'processing' then 'paid'
    when 'cancelled' then 'cancelled' when 'canceled' then 'cancelled' when 'refunded' then 'refunded'
    when 'placed' then 'placed' when 'pending' then 'placed' when 'open' then 'placed'
    else 'unknown'
  end;
