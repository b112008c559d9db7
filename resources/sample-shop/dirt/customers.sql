-- Mistakes in customers.csv.
insert into plant.planted
select 'customers', seq, plan.place, defect, plan.outcome, plan.reason, plan.header, plan.cells, plan.expected
from (
    select seq, defect, unnest(case defect
        when 'blank_row' then blank_below()
        when 'duplicate_row' then duplicated()
        when 'segment_spelling' then repaired('Segment', respelled("Segment", chance), "Segment")
        when 'gender_spelling' then repaired('Gender', respelled("Gender", chance), "Gender")
        when 'key_decimal' then repaired('Customer No', "Customer No" || '.0', "Customer No")
        when 'key_spaces' then repaired('Customer No', '  ' || "Customer No" || ' ', "Customer No")
        when 'signed_up_with_t' then repaired('Signed Up At', replace("Signed Up At", ' ', 'T'), "Signed Up At")
        when 'birthday_impossible' then quarantined('unreadable', 'Date of Birth', choose(['31/02/1990', '29/02/1999', '32/01/1985'], chance))
        when 'birthday_too_old' then quarantined('out_of_range', 'Date of Birth', choose(['01/01/1801', '17/05/1790'], chance))
        when 'signed_up_in_future' then quarantined('out_of_range', 'Signed Up At', far_future(chance))
        when 'key_missing' then quarantined('missing', 'Customer No', '')
        when 'email_implausible' then flagged('implausible', 'Email', choose(['none', 'jo at mail.example', 'a@b@c.example'], chance),
            choose(['none', 'jo at mail.example', 'a@b@c.example'], chance))
        when 'newer_below' then replaced(1, 'Updated At', map {
            'Email': 'new.' || "Email", 'Updated At': (updated_at + interval 1 hour)::varchar
        })
        when 'newer_above' then replaced(-1, 'Updated At', map {
            'City': 'Neustadt', 'Updated At': (updated_at + interval 1 hour)::varchar
        })
    end) as plan
    from plant.picked join clean.customers using (seq) join (select seq, updated_at from shop.customers) using (seq)
    where entity = 'customers'
);
