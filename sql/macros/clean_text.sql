-- Text for people: no white space at the ends, no zero-width characters, no-break spaces as spaces; line
-- breaks and double spaces inside stay. Blank is null. Plain ASCII without blanks at its ends, and texts
-- in which one look finds nothing to repair, come back as they are.
create or replace macro clean_text(v) as
  case
    when strlen(v) = length(v) and v >= '!' and not suffix(v, ' ')
      and not suffix(v, chr(10)) and not suffix(v, chr(13)) and not suffix(v, chr(9))
      then v
    when v >= '!'
      and not regexp_matches(v, '^[\s\p{Z}]|[\s\p{Z}]$|[\x{00AD}\x{200B}\x{200E}\x{200F}\x{2060}\x{FEFF}\x{00A0}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}]')
      then v
    else
      nullif(
        regexp_replace(
          regexp_replace(
            regexp_replace(v, '[\x{00AD}\x{200B}\x{200E}\x{200F}\x{2060}\x{FEFF}]+', '', 'g'),
            '\p{Zs}', ' ', 'g'
          ),
          '^\s+|\s+$', '', 'g'
        ),
        ''
      )
  end;
