-- Chance and money, used by every file beside this one.
-- A roll depends on the seed, the number of the thing and a salt only: never on threads, order or time.
create schema shop;
create schema clean;

create macro roll(id, salt) as
    (hash(xor(hash(id::bigint), hash(getvariable('seed')::bigint, salt))) >> 11)::double
    / 9007199254740992.0;
-- One item of a list, by a roll in [0, 1).
create macro choose(items, chance) as items[1 + floor(chance * len(items))::int];
-- Cents to a decimal with two digits: all sums are made in whole cents.
create macro money(cents) as cents::decimal(12, 0) * 0.01::decimal(3, 2);
create macro comma_money(cents) as
    replace(format('{:t,}', cents::bigint // 100), ',', '.')
    || ',' || lpad((cents::bigint % 100)::varchar, 2, '0');
-- Facts about a customer that others need before the customer's row exists.
create macro loyalty(customer) as roll(customer, 'loyalty');
create macro is_wholesale(customer) as roll(customer, 'wholesale') < 0.03;
