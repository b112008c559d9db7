-- grain: one row per shipping method in use, and the unknown method
-- key: shipping_method_key
-- scope: shipping_method
-- kind: incremental
-- The unknown method has an empty id, which no real one can have.
with
shipments as (select * from silver.shipments),
method_keys as (select * from keys.shipping_methods),

list_methods as (
  select distinct shipping_method from shipments where shipping_method is not null
),

final as (
  select
    method_keys.shipping_method_key,
    shipping_method,
    shipping_method as name,
    false as is_inferred
  from list_methods
  join method_keys using (shipping_method)
  union all
  select 0, '', 'Unknown', false
)

select * from final
