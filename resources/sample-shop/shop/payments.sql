-- Attempts to pay. Some fail and are tried again, some are split with a gift card; refunds are negative.
-- What was paid adds up to the order's total; what was refunded takes it all back.
create table shop.payments as
with planned as (
    select
        seq,
        order_id,
        ordered_at,
        updated_at,
        payment_method,
        total_cents,
        status = 'Pending' as is_open,
        status <> 'Pending' and (status <> 'Cancelled' or fate < 0.018) as is_paid,
        status = 'Refunded' or (status = 'Cancelled' and fate < 0.018) as is_refunded,
        case
            when status = 'Cancelled' and fate >= 0.018 then 1 + (roll(seq, 'fails') < 0.4)::int
            when status = 'Pending' or payment_method in ('Invoice', 'Bank Transfer') then 0
            else (roll(seq, 'fails') < 0.07)::int + (roll(seq, 'fails') < 0.015)::int
        end as fails,
        case when roll(seq, 'gift card') < 0.03 and total_cents > 4000 then 2000 else 0 end as gift_cents,
    from shop.orders
),

counted as (
    select
        *,
        is_paid::int * (1 + (gift_cents > 0)::int) as parts,
        fails + is_open::int + is_paid::int * (1 + (gift_cents > 0)::int) + is_refunded::int as attempts,
    from planned
),

placed as (
    select *, sum(attempts) over (order by seq) - attempts as attempts_before,
    from counted
),

steps as (
    select
        *,
        case
            when step <= fails then 'Failed'
            when is_open then 'Pending'
            when step <= fails + parts then 'Paid'
            else 'Refunded'
        end as step_status,
        gift_cents > 0 and is_paid and step = fails + 1 as is_gift,
    from (select *, unnest(range(1, attempts + 1)) as step from placed)
)

select
    attempts_before + step as seq,
    seq as order_seq,
    'PAY-' || (500000 + attempts_before + step)::varchar as payment_id,
    order_id,
    case when is_gift then 'Gift Card' else payment_method end as method,
    step_status as status,
    case
        when is_gift then gift_cents
        when step_status = 'Paid' then total_cents - gift_cents
        when step_status = 'Refunded' then -total_cents
        else total_cents
    end as amount_cents,
    case step_status
        when 'Pending' then null
        when 'Refunded' then updated_at
        else ordered_at + to_seconds(40 * step + floor(30 * roll(attempts_before + step, 'paid'))::bigint)
    end as paid_at,
from steps
order by 1;
