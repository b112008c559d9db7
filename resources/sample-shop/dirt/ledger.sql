-- The ledger: one entry per planted row, with its place in the file that was written.
create table plant.ledger (
    entity varchar,
    file varchar,
    row bigint,
    defect varchar,
    header varchar,
    field varchar,
    key map(varchar, varchar),
    raw varchar,
    outcome varchar,
    reason varchar,
    expected map(varchar, varchar)
);

-- Per touched row of a file: does any state of it survive, and what differs from the true row?
create view plant.verdicts as
select
    entity,
    seq,
    not bool_or(place = 0 and outcome in ('quarantined', 'dropped')) or bool_or(outcome = 'kept') as stays,
    any_value(expected) filter (outcome in ('repaired', 'flagged', 'kept')) as expected,
from plant.planted
group by all;
