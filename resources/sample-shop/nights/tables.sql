-- Bookkeeping of later nights: what was sent again because it changed.
create table plant.resent (entity varchar, seq bigint);
create macro planted_rows(name) as table
    select seq from plant.planted where entity = name;
