-- Mistakes in orders.csv.
insert into plant.planted
select 'orders', seq, plan.place, defect, plan.outcome, plan.reason, plan.header, plan.cells, plan.expected
from (
    select seq, defect, unnest(case defect
        when 'blank_row' then blank_below()
        when 'duplicate_row' then duplicated()
        when 'total_thousands' then repaired('Order Total', grouped(total_cents), "Order Total")
        when 'total_euro_thousands' then repaired('Order Total', '€ ' || grouped(total_cents), "Order Total")
        when 'date_with_t' then repaired('Ordered At', replace("Ordered At", ' ', 'T'), "Ordered At")
        when 'date_with_offset' then repaired('Ordered At', replace("Ordered At", ' ', 'T') || '+02:00', instant("Ordered At" || '+02:00'))
        when 'date_with_z' then repaired('Ordered At', replace("Ordered At", ' ', 'T') || 'Z', instant("Ordered At" || '+00:00'))
        when 'date_only' then repaired('Ordered At', left("Ordered At", 10), left("Ordered At", 10))
        when 'date_without_seconds' then repaired('Ordered At', left("Ordered At", 16), left("Ordered At", 16) || ':00')
        when 'status_spelling' then repaired('Order Status', respelled("Order Status", chance), "Order Status")
        when 'currency_spelling' then repaired('Currency', respelled("Currency", chance), "Currency")
        when 'total_suffix' then repaired('Order Total', "Order Total" || ' EUR', "Order Total")
        when 'shipping_prefix' then repaired('Shipping Amount', '€ ' || "Shipping Amount", "Shipping Amount")
        when 'key_spaces' then repaired('Order ID', ' ' || "Order ID" || '  ', "Order ID")
        when 'customer_decimal' then repaired('Customer No', "Customer No" || '.0', "Customer No")
        when 'customer_nbsp' then repaired('Customer No', "Customer No" || chr(160), "Customer No")
        when 'unknown_customer' then flagged('unknown_reference', 'Customer No', '99' || "Order ID", '99' || "Order ID")
        when 'total_mismatch' then flagged('total_mismatch', 'Order Total', money(total_cents + 1000)::varchar, money(total_cents + 1000))
        when 'date_impossible' then quarantined('unreadable', 'Ordered At', impossible_date(chance))
        when 'date_in_future' then quarantined('out_of_range', 'Ordered At', far_future(chance))
        when 'date_ancient' then quarantined('out_of_range', 'Ordered At', long_ago(chance))
        when 'date_missing' then quarantined('missing', 'Ordered At', '')
        when 'total_unreadable' then quarantined('unreadable', 'Order Total', not_a_number(chance))
        when 'key_missing' then quarantined('missing', 'Order ID', '')
        when 'newer_below' then replaced(1, 'Updated At', map {
            'Sales Channel': if(channel = 'Phone', 'Online Shop', 'Phone'), 'Updated At': (updated_at + interval 1 hour)::varchar
        })
        when 'newer_above' then replaced(-1, 'Updated At', map {
            'Sales Channel': if(channel = 'Phone', 'Online Shop', 'Phone'), 'Updated At': (updated_at + interval 1 hour)::varchar
        })
        when 'newer_unreadable' then [entry(1, 'quarantined', 'unreadable', 'Ordered At', map {
            'Ordered At': impossible_date(chance), 'Updated At': (updated_at + interval 1 hour)::varchar
        }, map {})]
    end) as plan
    from plant.picked join clean.orders using (seq) join (select seq, total_cents, updated_at, channel from shop.orders) using (seq)
    where entity = 'orders'
);
