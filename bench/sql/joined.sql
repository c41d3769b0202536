-- By hand: all dirty slices of event_daily_sales at once, each branch joined to their ranges and
-- grouped once.
select m.tenant_id, m.event_id, m.day, e.currency,
    count(*) filter (where m.kind = 'order') as orders_paid,
    coalesce(sum(m.amount) filter (where m.kind = 'order'), 0) as gross_amount,
    coalesce(sum(m.tax_amount) filter (where m.kind = 'order'), 0) as tax_amount,
    coalesce(sum(m.fee_amount) filter (where m.kind = 'order'), 0) as fee_amount,
    count(*) filter (where m.kind = 'sold') as tickets_sold,
    count(*) filter (where m.kind = 'ticket_cancelled') as tickets_cancelled,
    count(*) filter (where m.kind = 'order_cancelled') as orders_cancelled,
    count(*) filter (where m.kind = 'refund') as refund_count,
    coalesce(sum(m.amount) filter (where m.kind = 'refund'), 0) as refunded_amount,
    count(*) filter (where m.kind = 'unmapped') as unmapped_count
from (
    select d.tenant_id, d.event_id, d.day, 'order' as kind, o.amount, o.tax_amount, o.fee_amount
    from dirty as d
    inner join events.ticket_order as o
        on o.event_id = d.event_id and o.paid_at >= d.low and o.paid_at < d.high
    union all
    select d.tenant_id, d.event_id, d.day,
        case
            when (t.status in ('valid', 'cancelled', 'checked_in')) is not true then 'unmapped'
            when t.cancelled_at < o.paid_at then 'none'
            else 'sold'
        end,
        0, 0, 0
    from dirty as d
    inner join events.ticket_order as o
        on o.event_id = d.event_id and o.paid_at >= d.low and o.paid_at < d.high
    inner join events.ticket as t on t.order_id = o.order_id
    union all
    select d.tenant_id, d.event_id, d.day,
        case when o.cancelled_at >= o.paid_at then 'order_cancelled' else 'none' end, 0, 0, 0
    from dirty as d
    inner join events.ticket_order as o
        on o.event_id = d.event_id and o.cancelled_at >= d.low and o.cancelled_at < d.high
    union all
    select d.tenant_id, d.event_id, d.day,
        case
            when (t.status in ('valid', 'cancelled', 'checked_in')) is not true then 'none'
            when t.cancelled_at >= o.paid_at then 'ticket_cancelled'
            else 'none'
        end,
        0, 0, 0
    from dirty as d
    inner join events.ticket as t
        on t.event_id = d.event_id and t.cancelled_at >= d.low and t.cancelled_at < d.high
    left join events.ticket_order as o on o.order_id = t.order_id
    union all
    select d.tenant_id, d.event_id, d.day,
        case
            when r.status = 'succeeded' then 'refund'
            when (r.status in ('pending', 'failed')) is not true then 'unmapped'
            else 'none'
        end,
        r.amount, 0, 0
    from dirty as d
    inner join events.refund as r
        on r.event_id = d.event_id and r.refunded_at >= d.low and r.refunded_at < d.high
) as m
inner join events.event as e on e.event_id = m.event_id
group by m.tenant_id, m.event_id, m.day, e.currency
