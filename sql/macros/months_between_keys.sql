-- Months from one YYYYMM to another.
create or replace macro months_between_keys(from_key, to_key) as
  (to_key // 100 - from_key // 100) * 12 + to_key % 100 - from_key % 100;
