-- A whole number as integer: `3.0` is 3, `3.5` is null (a plain cast would round it to 4).
create or replace macro parse_integer(v, format) as
  case
    when strlen(v) <= 2 and v >= '0' and v < ':' then try_cast(v as integer)
    when not regexp_matches(with_decimal_point(v, format), '[eE]|\.\d*[1-9]')
      then try_cast(parse_quantity(v, format) as integer)
  end;
