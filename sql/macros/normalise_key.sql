-- A business key as it is compared: no white space around it, single spaces inside, no invisible characters,
-- and `1001.0`, which spreadsheets make of 1001, is `1001` again. Case and leading zeros are kept. Blank is null.
-- An apostrophe in front, which spreadsheets use to keep a number as text (`'00123`), is not part of it.
-- Keys are the most frequent texts of all, so a plain one is recognised without a regular expression.
create or replace macro normalise_key(v) as
  case
    when strlen(v) = length(v) and v >= '!' and not starts_with(v, '''') and not contains(v, ' ') and not contains(v, '.')
      and not contains(v, chr(9)) and not contains(v, chr(10)) and not contains(v, chr(13))
      then v
    else nullif(regexp_replace(squeeze_text(v), '^['' ]*(?:([0-9]+)\.0+$)?', '\1'), '')
  end;
