create schema daybook_events;

-- An event is a genre: it never starts or ends and has no capacity.
create view daybook_events.event as
select
    cast(g.genre_id as bigint) as event_id,
    cast('chinook' as text) as tenant_id,
    cast(g.name as text) as name,
    cast('UTC' as text) as timezone,
    cast('USD' as char(3)) as currency,
    cast(null as integer) as capacity,
    cast(null as timestamptz) as on_sale_at,
    cast(null as timestamptz) as starts_at,
    cast(null as timestamptz) as ends_at,
    cast('live' as text) as status,
    g.updated_at
from genre as g;

-- An order is what one invoice holds of one genre. invoice_date has no zone: the shop writes UTC.
create view daybook_events.ticket_order as
select
    cast(i.invoice_id as bigint) * 1000 + t.genre_id as order_id,
    cast(t.genre_id as bigint) as event_id,
    cast(i.customer_id as bigint) as buyer_id,
    cast('paid' as text) as status,
    i.invoice_date at time zone 'UTC' as ordered_at,
    i.invoice_date at time zone 'UTC' as paid_at,
    cast(null as timestamptz) as cancelled_at,
    sum(l.unit_price * l.quantity) as amount,
    cast(0 as numeric) as tax_amount,
    cast(0 as numeric) as fee_amount,
    greatest(i.updated_at, max(l.updated_at), max(t.updated_at)) as updated_at
from invoice as i
inner join invoice_line as l on l.invoice_id = i.invoice_id
inner join track as t on t.track_id = l.track_id
group by i.invoice_id, t.genre_id;

-- A ticket is one sold unit: a line of three makes three.
create view daybook_events.ticket as
select
    cast(l.invoice_line_id as bigint) * 1000 + u.unit as ticket_id,
    cast(l.invoice_id as bigint) * 1000 + t.genre_id as order_id,
    cast(t.genre_id as bigint) as event_id,
    cast('track' as text) as ticket_type,
    l.unit_price as price,
    cast('valid' as text) as status,
    cast(null as timestamptz) as cancelled_at,
    greatest(l.updated_at, t.updated_at) as updated_at
from invoice_line as l
inner join track as t on t.track_id = l.track_id
cross join lateral generate_series(1, l.quantity) as u (unit);

-- The shop knows neither refunds nor answers: views without rows.
create view daybook_events.refund as
select
    cast(null as bigint) as refund_id,
    cast(null as bigint) as order_id,
    cast(null as bigint) as event_id,
    cast(null as numeric) as amount,
    cast(null as text) as status,
    cast(null as timestamptz) as refunded_at,
    cast(null as timestamptz) as updated_at
where false;

create view daybook_events.answer as
select
    cast(null as bigint) as answer_id,
    cast(null as bigint) as event_id,
    cast(null as bigint) as ticket_id,
    cast(null as text) as question,
    cast(null as text) as value,
    cast(null as timestamptz) as updated_at
where false;
