-- By hand: each dirty slice of event_daily_sales by LATERAL, one index range for each branch, with
-- the exact bounds of its local day. No check, no comparison, no other view.
select d.tenant_id, d.event_id, d.day, e.currency, s.*
from dirty as d
inner join events.event as e on e.event_id = d.event_id
cross join lateral (
    select
        sum(m.orders_paid) as orders_paid,
        coalesce(sum(m.amount), 0) as gross_amount,
        coalesce(sum(m.tax_amount), 0) as tax_amount,
        coalesce(sum(m.fee_amount), 0) as fee_amount,
        sum(m.tickets_sold) as tickets_sold,
        sum(m.tickets_cancelled) as tickets_cancelled,
        sum(m.orders_cancelled) as orders_cancelled,
        sum(m.refund_count) as refund_count,
        coalesce(sum(m.refunded_amount), 0) as refunded_amount,
        sum(m.unmapped_count) as unmapped_count
    from (
        select count(*) as orders_paid, sum(o.amount) as amount,
            sum(o.tax_amount) as tax_amount, sum(o.fee_amount) as fee_amount,
            cast(0 as bigint) as tickets_sold, cast(0 as bigint) as tickets_cancelled,
            cast(0 as bigint) as orders_cancelled, cast(0 as bigint) as refund_count,
            cast(0 as numeric) as refunded_amount, cast(0 as bigint) as unmapped_count
        from events.ticket_order as o
        where o.event_id = d.event_id and o.paid_at >= d.low and o.paid_at < d.high
        union all
        select 0, 0, 0, 0,
            count(*) filter (
                where t.status in ('valid', 'cancelled', 'checked_in')
                    and (t.cancelled_at < o.paid_at) is not true),
            0, 0, 0, 0,
            count(*) filter (
                where (t.status in ('valid', 'cancelled', 'checked_in')) is not true)
        from events.ticket_order as o
        inner join events.ticket as t on t.order_id = o.order_id
        where o.event_id = d.event_id and o.paid_at >= d.low and o.paid_at < d.high
        union all
        select 0, 0, 0, 0, 0, 0,
            count(*) filter (where o.cancelled_at >= o.paid_at), 0, 0, 0
        from events.ticket_order as o
        where o.event_id = d.event_id and o.cancelled_at >= d.low and o.cancelled_at < d.high
        union all
        select 0, 0, 0, 0, 0,
            count(*) filter (
                where t.status in ('valid', 'cancelled', 'checked_in')
                    and t.cancelled_at >= o.paid_at),
            0, 0, 0, 0
        from events.ticket as t
        left join events.ticket_order as o on o.order_id = t.order_id
        where t.event_id = d.event_id and t.cancelled_at >= d.low and t.cancelled_at < d.high
        union all
        select 0, 0, 0, 0, 0, 0, 0,
            count(*) filter (where r.status = 'succeeded'),
            sum(r.amount) filter (where r.status = 'succeeded'),
            count(*) filter (where (r.status in ('succeeded', 'pending', 'failed')) is not true)
        from events.refund as r
        where r.event_id = d.event_id and r.refunded_at >= d.low and r.refunded_at < d.high
    ) as m
) as s
