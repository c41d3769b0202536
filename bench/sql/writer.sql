-- One purchase and one change, as a ticket shop writes them. For pgbench; :orders and :events are the size.
\set event random_zipfian(1, :events, 1.01)
\set changed random(greatest(1, :orders - :orders / 50), :orders)
begin;
insert into events.ticket_order (
    order_id, event_id, buyer_id, status, ordered_at, paid_at, cancelled_at,
    amount, tax_amount, fee_amount, updated_at
)
values (
    nextval('events.writer_order'), :event, 1, 'paid', now(), now(), null,
    50, 8, 3, clock_timestamp()
);
insert into events.ticket (
    ticket_id, order_id, event_id, ticket_type, price, status, cancelled_at, updated_at
)
values (
    currval('events.writer_order') * 10 + 1, currval('events.writer_order'), :event,
    'standard', 50, 'valid', null, clock_timestamp()
);
update events.ticket_order
set amount = amount + 1, updated_at = clock_timestamp()
where order_id = :changed;
commit;
