-- A quantity: like an amount, but without any currency or brackets. decimal(18,4) or null.
create or replace macro parse_quantity(v, format) as
  case
    when v is not null then
      coalesce(
        cast_number(v, format),
        list_transform(
          [with_decimal_point(v, format)],
          lambda text: case
            when is_written_number(text) and not regexp_matches(text, '[¤(]') then written_number(text)
          end
        )[1]
      )
  end;
