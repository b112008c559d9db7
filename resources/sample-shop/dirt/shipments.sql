-- Mistakes in shipments.csv, whose numbers have commas and whose promised dates start with the day.
insert into plant.planted
select 'shipments', seq, plan.place, defect, plan.outcome, plan.reason, plan.header, plan.cells, plan.expected
from (
    select seq, defect, unnest(case defect
        when 'blank_row' then blank_below()
        when 'duplicate_row' then duplicated()
        when 'cost_euro' then repaired('Shipping Cost', '€ ' || "Shipping Cost", money(cost_cents))
        when 'cost_suffix' then repaired('Shipping Cost', "Shipping Cost" || ' €', money(cost_cents))
        when 'cost_thousands' then repaired('Shipping Cost', comma_money(cost_cents + 123000), money(cost_cents + 123000))
        when 'method_spelling' then repaired('Shipping Method', respelled("Shipping Method", chance), "Shipping Method")
        when 'date_with_t' then repaired('Shipped At', replace("Shipped At", ' ', 'T'), "Shipped At")
        when 'date_with_z' then repaired('Shipped At', replace("Shipped At", ' ', 'T') || 'Z', instant("Shipped At" || '+00:00'))
        when 'promise_short' then repaired('Promised At', day(promised_on) || '.' || month(promised_on) || '.' || year(promised_on), promised_on)
        when 'delivered_early' then flagged('delivered_before_shipped', 'Delivered At', (shipped_at - interval 3 day)::varchar, shipped_at - interval 3 day)
        when 'unknown_order' then flagged('unknown_reference', 'Order ID', '99' || "Order ID", '99' || "Order ID")
        when 'cost_unreadable' then quarantined('unreadable', 'Shipping Cost', not_a_number(chance))
        when 'promise_impossible' then quarantined('unreadable', 'Promised At', choose(['31.02.2026', '30.02.2025', 'soon'], chance))
        when 'shipped_unreadable' then quarantined('unreadable', 'Shipped At', impossible_date(chance))
        when 'shipped_ancient' then quarantined('out_of_range', 'Shipped At', long_ago(chance))
        when 'cost_negative' then quarantined('out_of_range', 'Shipping Cost', '-' || "Shipping Cost")
        when 'order_missing' then quarantined('missing', 'Order ID', '')
    end) as plan
    from plant.picked join clean.shipments using (seq) join (select seq, cost_cents, promised_on, shipped_at from shop.shipments) using (seq)
    where entity = 'shipments'
);
