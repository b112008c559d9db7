-- A local time in a zone as UTC. Through microseconds: casting an instant back to a timestamp would depend on
-- the session's time zone and cost four times as much. Fastest when `tz` is the same for all rows of a chunk,
-- as it is in the bronze views.
create or replace macro local_to_utc(moment, tz) as
  case when tz = 'UTC' then moment else make_timestamp(epoch_us(timezone(tz, moment))) end;

-- The number of the month a name begins like (English, German, Dutch, Spanish, Italian), upper case; 0 for none.
create or replace macro month_of_name(name) as
  (
    greatest(
      strpos('JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC', name[1:3]),
      strpos('ENE FEB MÄR ABR MAI JUN JUL AGO SET OKT NOV DEZ', name[1:3]),
      strpos('GEN FEB MRZ APR MAG GIU LUG AUG SEP OTT NOV DIC', name[1:3]),
      strpos('JAN FEB MAA APR MEI JUN JUL AUG SEP OKT NOV DEC', name[1:3])
    ) + 3
  ) // 4;

-- `1 MARCH 2026 …`, `MAR 1, 2026 …`, `SUN, 1. MAR 2026 …` as `2026-03-1 …`; null for any other text.
-- A list of one value and a lambda name a value that is used more than once: a macro's arguments are
-- copied to every place that uses them, and copies of copies would never finish planning.
create or replace macro named_date_first(text) as
  list_transform(
    [
      case
        when regexp_matches(text, '^(?:[A-ZÀ-Þ]+\.?,? )?\d{1,2}(?:ST|ND|RD|TH|\.)?[ -][A-ZÀ-Þ]{3}')
          then regexp_extract(text, '^(?:[A-ZÀ-Þ]+\.?,? )?(\d{1,2})(?:ST|ND|RD|TH|\.)?[ -]([A-ZÀ-Þ]{3,})[., -]+(\d{4})\b(.*)$', ['d', 'm', 'y', 'rest'])
        else regexp_extract(text, '^(?:[A-ZÀ-Þ]+\.?,? )?([A-ZÀ-Þ]{3,})\.? (\d{1,2})(?:ST|ND|RD|TH)?,? (\d{4})\b(.*)$', ['m', 'd', 'y', 'rest'])
      end
    ],
    lambda part: part.y || '-' || month_of_name(part.m) || '-' || part.d || part.rest
  )[1];

-- The date at the start of an upper-case text as `YYYY-M-D`, what follows as it stands; a text that begins
-- otherwise stays as it is. Two-digit years are 1970 to 2069.
create or replace macro date_first(text, format) as
  case
    when format in ('dmy', 'mdy') and regexp_matches(text, '^\d{1,2}[./-]\d{1,2}[./-]\d\d') then
      regexp_replace(
        regexp_replace(
          regexp_replace(text, '^(\d+.\d+.)([0-6]\d)(\D|$)', '\120\2\3'),
          '^(\d+.\d+.)([7-9]\d)(\D|$)', '\119\2\3'
        ),
        '^(\d+).(\d+).(\d{4})(\D|$)', case when format = 'dmy' then '\3-\2-\1\4' else '\3-\1-\2\4' end
      )
    when regexp_matches(text, '^\d{1,2}(?:ST|ND|RD|TH|\.)?[ -][A-ZÀ-Þ]{3,}|^[A-ZÀ-Þ]{2,}') then named_date_first(text)
    else
      regexp_replace(
        regexp_replace(text, '^(\d{4})[-/.](\d{1,2})[-/.]', '\1-\2-'),
        '^(\d{4})(\d\d)(\d\d)(\D|$)', '\1-\2-\3\4'
      )
  end;

-- A readable upper-case text as `YYYY-M-D` or `YYYY-M-D h:mm:ss[.f][ AM| PM][offset]`, for `read_iso_text`.
create or replace macro iso_text(text, format) as
  regexp_replace(
    regexp_replace(
      regexp_replace(date_first(text, format), '^(\d{4}-\d{1,2}-\d{1,2})(?:, | AT | UM |,|T)(\d)', '\1 \2'),
      '^(\S+ \d{1,2}:\d\d)([^:\d]|$)', '\1:00\2'
    ),
    '^(\S+ \d{1,2}:\d\d:\d\d),(\d)', '\1.\2'
  );

-- Reads what `iso_text` wrote. Offsets are honoured, never dropped: a time with one is cast as an instant.
create or replace macro read_iso_text(iso, tz) as
  case
    when not regexp_matches(iso, '^(?:19|2[01])\d{2}-') then null
    when regexp_full_match(iso, '\d{4}-\d{1,2}-\d{1,2}') then try_cast(iso as timestamp)
    when regexp_full_match(iso, '\S{8,10} (?:[01]?\d|2[0-3]):\d{2}:\d{2}(?:\.\d+)?')
      then local_to_utc(try_cast(iso as timestamp), tz)
    when regexp_full_match(iso, '\S{8,10} (?:0?[1-9]|1[0-2]):\d{2}:\d{2}(?:\.\d+)? ?[AP]\.?M\.?') then
      local_to_utc(
        try_cast(regexp_replace(iso, ' ?[AP]\.?M\.?$', '') as timestamp)
        + to_hours(
          case when regexp_matches(iso, 'P\.?M\.?$') then 12 else 0 end
          - case when regexp_matches(iso, ' 12:') then 12 else 0 end
        ),
        tz
      )
    when regexp_full_match(iso, '\S{8,10} (?:[01]?\d|2[0-3]):\d{2}:\d{2}(?:\.\d+)? ?(?:Z|UTC|GMT)')
      then try_cast(regexp_replace(iso, ' ?(?:Z|UTC|GMT)$', '') as timestamp)
    when regexp_full_match(iso, '\S{8,10} (?:[01]?\d|2[0-3]):\d{2}:\d{2}(?:\.\d+)? ?(?:UTC|GMT)?[+-](?:0?\d|1[0-5])(?::?[0-5]\d)?')
      then
        make_timestamp(
          epoch_us(
            try_cast(
              regexp_replace(
                regexp_replace(iso, ' ?(?:UTC|GMT)?([+-][\d:]+)$', '\1'), '([+-])(\d)(:\d\d)?$', '\10\2\3'
              ) as timestamptz
            )
          )
        )
  end;

-- Days since 1899-12-30, the fraction is the time of day, to the millisecond a spreadsheet keeps.
-- Serials before 1900-03-01 are off by one in spreadsheets themselves and are not read.
create or replace macro read_serial(v, tz) as
  case
    when try_cast(v as double) >= 61 and try_cast(v as double) < 109575 and regexp_full_match(v, '\s*\d+(?:\.0*)?\s*')
      then date '1899-12-30' + to_days(cast(floor(try_cast(v as double)) as integer))
    when try_cast(v as double) >= 61 and try_cast(v as double) < 109575
      then
        local_to_utc(
          make_timestamp(cast(round((try_cast(v as double) - 25569) * 86400000) as bigint) * 1000), tz
        )
  end;

-- Every shape that is not one of the common ones.
create or replace macro read_unusual_time(v, format, tz) as
  list_transform(
    list_transform([upper(squeeze_text(v))], lambda written: iso_text(written, format)),
    lambda iso: read_iso_text(iso, tz)
  )[1];

-- A date or time as UTC timestamp, or null for what cannot be read. `format` says how the column is written:
-- iso, dmy, mdy or excel; `tz` is the zone of times without an offset. A date without a time is that date at
-- 00:00 whatever the zone. `03/04/2026` in an iso column and dates that do not exist are null;
-- whether a date is plausible is for the rules to say.
-- Common shapes first, each a cheap pattern and one cast; only the rest goes through regular expressions.
-- A cast to timestamp drops an offset silently, so shapes that may hold one never reach it.
create or replace macro parse_timestamp(v, format, tz) as
  case
    when v is null then null
    when format = 'excel' then read_serial(v, tz)
    else
      coalesce(
        case
          when v like '____-__-_____:__:__' then local_to_utc(try_cast(v as timestamp), tz)
          when v like '____-__-__' then try_cast(v as timestamp)
          when v like '____-__-_____:__:__Z' or v like '____-__-_____:__:__.___Z' then try_cast(v as timestamp)
          when v like '____-__-_____:__:__.___' then local_to_utc(try_cast(v as timestamp), tz)
          when v like '____-__-_____:__:__%' and regexp_full_match(v, '.{19} ?[+-](?:0\d|1[0-4]):?[0-5]\d')
            then make_timestamp(epoch_us(try_cast(replace(replace(v, ' +', '+'), ' -', '-') as timestamptz)))
          when v like '____-__-_____:__' then local_to_utc(try_cast(v as timestamp), tz)
          when format = 'dmy' and v like '%.%.____' then try_strptime(v, '%d.%m.%Y')
          when format = 'dmy' and v like '%/%/____' then try_strptime(v, '%d/%m/%Y')
          when format = 'dmy' and (v like '%.%.____ __:__' or v like '%.%.____ _:__')
            then local_to_utc(try_strptime(v, '%d.%m.%Y %H:%M'), tz)
          when format = 'dmy' and (v like '%/%/____ __:__' or v like '%/%/____ _:__')
            then local_to_utc(try_strptime(v, '%d/%m/%Y %H:%M'), tz)
          when format = 'dmy' and v like '%.%.____ __:__:__'
            then local_to_utc(try_strptime(v, '%d.%m.%Y %H:%M:%S'), tz)
          when format = 'mdy' and v like '%/%/____' then try_strptime(v, '%m/%d/%Y')
          when format = 'mdy' and (v like '%/%/____ __:__' or v like '%/%/____ _:__')
            then local_to_utc(try_strptime(v, '%m/%d/%Y %H:%M'), tz)
          when format = 'mdy' and v like '%/%/____ __:__:__'
            then local_to_utc(try_strptime(v, '%m/%d/%Y %H:%M:%S'), tz)
        end,
        read_unusual_time(v, format, tz)
      )
  end;
