-- Text without invisible characters, every run of white space (no-break and wide spaces too) one space,
-- none at the ends. The slow half of the text macros: they call it only for texts that need it.
create or replace macro squeeze_text(v) as
  trim(
    regexp_replace(
      regexp_replace(v, '[\p{Cf}\x01-\x08\x0E-\x1F\x7F]+', '', 'g'),
      '[\s\x0B\x{0085}\p{Z}]+', ' ', 'g'
    )
  );
