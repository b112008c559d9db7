-- Mistakes in payments.csv.
insert into plant.planted
select 'payments', seq, plan.place, defect, plan.outcome, plan.reason, plan.header, plan.cells, plan.expected
from (
    select seq, defect, unnest(case defect
        when 'blank_row' then blank_below()
        when 'duplicate_row' then duplicated()
        when 'amount_in_brackets' then repaired('Amount', '(' || money(-amount_cents) || ')', "Amount")
        when 'date_with_t' then repaired('Paid At', replace("Paid At", ' ', 'T'), "Paid At")
        when 'date_with_offset' then repaired('Paid At', replace("Paid At", ' ', 'T') || '+01:00', instant("Paid At" || '+01:00'))
        when 'status_spelling' then repaired('Payment Status', respelled("Payment Status", chance), "Payment Status")
        when 'amount_suffix' then repaired('Amount', "Amount" || ' EUR', "Amount")
        when 'amount_euro' then repaired('Amount', '€ ' || grouped(amount_cents), "Amount")
        when 'order_decimal' then repaired('Order ID', "Order ID" || '.0', "Order ID")
        when 'unknown_order' then flagged('unknown_reference', 'Order ID', '99' || "Order ID", '99' || "Order ID")
        when 'outdated_above' then outdated_above('Payment Status', map {'Payment Status': 'Pending', 'Paid At': ''})
        when 'amount_unreadable' then quarantined('unreadable', 'Amount', choose(['n/a', '#N/A', '#REF!', 'open'], chance))
        when 'amount_missing' then quarantined('missing', 'Amount', '')
        when 'date_unreadable' then quarantined('unreadable', 'Paid At', impossible_date(chance))
        when 'date_in_future' then quarantined('out_of_range', 'Paid At', far_future(chance))
        when 'order_missing' then quarantined('missing', 'Order ID', '')
        when 'key_missing' then quarantined('missing', 'Payment ID', '')
    end) as plan
    from plant.picked join clean.payments using (seq) join (select seq, amount_cents from shop.payments) using (seq)
    where entity = 'payments'
);
