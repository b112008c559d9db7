-- Mistakes in order_items.csv.
insert into plant.planted
select 'order_items', seq, plan.place, defect, plan.outcome, plan.reason, plan.header, plan.cells, plan.expected
from (
    select seq, defect, unnest(case defect
        when 'blank_row' then blank_below()
        when 'duplicate_row' then duplicated()
        when 'order_decimal' then repaired('Order ID', "Order ID" || '.0', "Order ID")
        when 'order_spaces' then repaired('Order ID', '  ' || "Order ID", "Order ID")
        when 'product_nbsp' then repaired('SKU', chr(160) || "SKU", "SKU")
        when 'price_dollar' then repaired('Unit Price', '$' || "Unit Price", "Unit Price")
        when 'price_suffix' then repaired('Unit Price', "Unit Price" || ' EUR', "Unit Price")
        when 'line_decimal' then repaired('Line No', "Line No" || '.0', "Line No")
        when 'quantity_decimal' then repaired('Quantity', "Quantity" || '.0', "Quantity")
        when 'unknown_product' then flagged('unknown_reference', 'SKU', 'X-' || (900000 + seq), 'X-' || (900000 + seq))
        when 'unknown_order' then flagged('unknown_reference', 'Order ID', '99' || "Order ID" || seq, '99' || "Order ID" || seq)
        when 'total_mismatch' then flagged('total_mismatch', 'Line Total', money(total_cents + 500)::varchar, money(total_cents + 500))
        when 'quantity_absurd' then flagged('implausible', 'Quantity', '20000', '20000')
        when 'quantity_negative' then quarantined('out_of_range', 'Quantity', '-' || "Quantity")
        when 'quantity_zero' then quarantined('out_of_range', 'Quantity', '0')
        when 'quantity_unreadable' then quarantined('unreadable', 'Quantity', choose(['#REF!', 'two', '1 or 2'], chance))
        when 'price_unreadable' then quarantined('unreadable', 'Unit Price', not_a_number(chance))
        when 'product_missing' then quarantined('missing', 'SKU', '')
        when 'order_missing' then quarantined('missing', 'Order ID', '')
        when 'line_missing' then quarantined('missing', 'Line No', '')
    end) as plan
    from plant.picked join clean.order_items using (seq) join (select seq, total_cents from shop.order_items) using (seq)
    where entity = 'order_items'
);
