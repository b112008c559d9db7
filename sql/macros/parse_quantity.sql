-- A quantity: like an amount, but without any currency. decimal(18,4) or null.
create or replace macro parse_quantity(v, format) as
  case
    when v is null then null
    when format = 'comma' then
      coalesce(
        case when not contains(v, '.') then try_cast(replace(v, ',', '.') as decimal(18, 4)) end,
        case
          when regexp_full_match(v, '[\s\x{00A0}]*[+\-−]?' || digits_pattern('\.', ',') || '[\s\x{00A0}]*')
            then written_number(v, 'comma')
        end
      )
    else
      coalesce(
        try_cast(v as decimal(18, 4)),
        case
          when regexp_full_match(v, '[\s\x{00A0}]*[+\-−]?' || digits_pattern(',', '\.') || '[\s\x{00A0}]*')
            then written_number(v, 'point')
        end
      )
  end;
