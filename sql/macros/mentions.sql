-- Whether a lower-case text matches a pattern (RE2) anywhere.
create or replace macro mentions(words, pattern) as regexp_matches(words, pattern);
