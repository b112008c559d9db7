-- Mistakes in products.csv.
insert into plant.planted
select 'products', seq, plan.place, defect, plan.outcome, plan.reason, plan.header, plan.cells, plan.expected
from (
    select seq, defect, unnest(case defect
        when 'blank_row' then blank_below()
        when 'duplicate_row' then duplicated()
        when 'price_dollar' then repaired('Unit Price', '$' || "Unit Price", "Unit Price")
        when 'price_euro' then repaired('Unit Price', '€ ' || "Unit Price", "Unit Price")
        when 'active_spelling' then repaired('Active', choose(if(is_active, ['TRUE', 'Yes', 'YES '], ['FALSE', 'No', 'NO ']), chance), is_active)
        when 'key_nbsp' then repaired('SKU', chr(160) || "SKU" || chr(160), "SKU")
        when 'price_negative' then quarantined('out_of_range', 'Unit Price', '-' || "Unit Price")
        when 'cost_unreadable' then quarantined('unreadable', 'Unit Cost', not_a_number(chance))
    end) as plan
    from plant.picked join clean.products using (seq) join (select seq, active as is_active from shop.products) using (seq)
    where entity = 'products'
);
