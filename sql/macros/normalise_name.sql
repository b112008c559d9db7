-- A name as it is compared: lower case, single spaces, no invisible characters. Blank is null.
-- It is the key of a product known only by its name, and how codes such as a status are written in silver.
create or replace macro normalise_name(v) as
  case
    when strlen(v) = length(v) and v >= '!' and not suffix(v, ' ') and not contains(v, '  ')
      and not contains(v, chr(9)) and not contains(v, chr(10)) and not contains(v, chr(13))
      then lower(v)
    else nullif(lower(squeeze_text(v)), '')
  end;
