-- Adding a number to a date is not everywhere what it is here.
create or replace macro add_days(d, days) as cast(dateadd('day', days, d) as date);
