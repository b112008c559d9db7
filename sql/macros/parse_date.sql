-- A date as written, or null for what cannot be read. Times and offsets behind it must be readable and are
-- ignored: a birthday is the same day everywhere.
create or replace macro parse_date(v, format) as
  case
    when v is null then null
    when v like '____-__-__' then try_cast(v as date)
    when format = 'dmy' and v like '%.%.____' then cast(try_strptime(v, '%d.%m.%Y') as date)
    when format = 'dmy' and v like '%/%/____' then cast(try_strptime(v, '%d/%m/%Y') as date)
    when format = 'mdy' and v like '%/%/____' then cast(try_strptime(v, '%m/%d/%Y') as date)
    when format = 'excel' then cast(read_serial(v, 'UTC') as date)
    else
      list_transform(
        list_transform([upper(squeeze_text(v))], lambda written: iso_text(written, format)),
        lambda iso: case
          when read_iso_text(iso, 'UTC') is not null
            then try_cast(regexp_extract(iso, '^\d{4}-\d{1,2}-\d{1,2}') as date)
        end
      )[1]
  end;
