-- Mistakes in inventory.csv.
insert into plant.planted
select 'inventory', seq, plan.place, defect, plan.outcome, plan.reason, plan.header, plan.cells, plan.expected
from (
    select seq, defect, unnest(case defect
        when 'blank_row' then blank_below()
        when 'duplicate_row' then duplicated()
        when 'product_spaces' then repaired('SKU', ' ' || "SKU" || ' ', "SKU")
        when 'warehouse_spaces' then repaired('Warehouse', "Warehouse" || '  ', "Warehouse")
        when 'quantity_decimal' then repaired('Quantity On Hand', "Quantity On Hand" || '.0', "Quantity On Hand")
        when 'unknown_product' then flagged('unknown_reference', 'SKU', 'X-' || (700000 + seq), 'X-' || (700000 + seq))
        when 'quantity_negative' then flagged('below_zero', 'Quantity On Hand', choose(['-3', '-12'], chance), choose(['-3', '-12'], chance))
        when 'outdated_above' then outdated_above('Quantity On Hand', map {'Quantity On Hand': (on_hand + 7)::varchar})
        when 'quantity_unreadable' then quarantined('unreadable', 'Quantity On Hand', choose(['#N/A', 'n/a', '#REF!', 'some'], chance))
        when 'quantity_missing' then quarantined('missing', 'Quantity On Hand', '')
        when 'date_impossible' then quarantined('unreadable', 'Counted At', impossible_date(chance))
        when 'product_missing' then quarantined('missing', 'SKU', '')
    end) as plan
    from plant.picked join clean.inventory using (seq) join (select seq, on_hand from shop.inventory) using (seq)
    where entity = 'inventory'
);
