-- The date some days after another.
create or replace macro add_days(d, days) as cast(d + days as date);
