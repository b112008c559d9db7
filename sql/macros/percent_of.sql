-- A part of a whole in percent, 0 to 100; null when there is no whole.
create or replace macro percent_of(part, whole) as
  round(100 * cast(part as double) / nullif(cast(whole as double), 0), 4);
