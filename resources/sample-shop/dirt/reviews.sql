-- Mistakes in reviews.csv.
insert into plant.planted
select 'reviews', seq, plan.place, defect, plan.outcome, plan.reason, plan.header, plan.cells, plan.expected
from (
    select seq, defect, unnest(case defect
        when 'blank_row' then blank_below()
        when 'duplicate_row' then duplicated()
        when 'rating_decimal' then repaired('Rating', "Rating" || '.0', "Rating")
        when 'rating_spaces' then repaired('Rating', ' ' || "Rating" || ' ', "Rating")
        when 'unknown_product' then flagged('unknown_reference', 'SKU', 'X-' || (800000 + seq), 'X-' || (800000 + seq))
        when 'unknown_customer' then flagged('unknown_reference', 'Customer No', '98' || "Customer No", '98' || "Customer No")
        when 'date_with_t' then repaired('Reviewed At', replace("Reviewed At", ' ', 'T'), "Reviewed At")
        when 'rating_too_high' then quarantined('out_of_range', 'Rating', choose(['6', '10', '11', '55'], chance))
        when 'rating_too_low' then quarantined('out_of_range', 'Rating', choose(['0', '-1'], chance))
        when 'rating_missing' then quarantined('missing', 'Rating', '')
        when 'rating_unreadable' then quarantined('unreadable', 'Rating', choose(['n/a', 'five', '#N/A'], chance))
        when 'date_in_future' then quarantined('out_of_range', 'Reviewed At', far_future(chance))
        when 'date_impossible' then quarantined('unreadable', 'Reviewed At', impossible_date(chance))
    end) as plan
    from plant.picked join clean.reviews using (seq)
    where entity = 'reviews'
);
