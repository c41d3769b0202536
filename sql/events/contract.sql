-- The operational tables that the mart `events` reads: tables, or plain views of the same shape.
-- A source may hold more columns and more tables, Daybook never asks for them.
--
-- Every table has `updated_at`: the instant of the row's last change, by the clock of the source,
-- written by each insert and update. A row that changes without it is found by verification only.
-- Names stand unqualified: the engine also creates these tables in pg_temp, to prove the views.
-- No foreign keys and no check constraints: what they would refuse, the source checks name.

-- Entity: carries tenant, zone and currency. timezone is an IANA name (Europe/Berlin), capacity
-- null = unlimited, status one of draft, live, ended, cancelled.
create table event (
    event_id bigint not null,
    tenant_id text not null,
    name text not null,
    timezone text not null,
    currency char(3) not null,
    capacity integer,
    on_sale_at timestamptz,
    starts_at timestamptz,
    ends_at timestamptz,
    status text not null,
    updated_at timestamptz not null,
    primary key (event_id)
);

-- Fact on paid_at and, under a second name, on cancelled_at. Paid if and only if paid_at is set,
-- status (pending, paid, cancelled, expired) never decides. amount is the gross total including
-- tax and fees, in the currency of the event.
create table ticket_order (
    order_id bigint not null,
    event_id bigint not null,
    buyer_id bigint,
    status text not null,
    ordered_at timestamptz not null,
    paid_at timestamptz,
    cancelled_at timestamptz,
    amount numeric(18, 4) not null,
    tax_amount numeric(18, 4) not null,
    fee_amount numeric(18, 4) not null,
    updated_at timestamptz not null,
    primary key (order_id)
);

-- One row per admission. Child of the paid order, and fact on cancelled_at: cancelled if and only
-- if that is set. status: one of valid, cancelled, checked_in.
create table ticket (
    ticket_id bigint not null,
    order_id bigint not null,
    event_id bigint not null,
    ticket_type text not null,
    price numeric(18, 4) not null,
    status text not null,
    cancelled_at timestamptz,
    updated_at timestamptz not null,
    primary key (ticket_id)
);

-- Fact on refunded_at. amount is above zero, status one of pending, succeeded, failed.
create table refund (
    refund_id bigint not null,
    order_id bigint not null,
    event_id bigint not null,
    amount numeric(18, 4) not null,
    status text not null,
    refunded_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (refund_id)
);

-- Child of the ticket: an anonymous answer collected at purchase. (ticket_id, question) is unique
-- by agreement, not by constraint: a source check names duplicates.
create table answer (
    answer_id bigint not null,
    event_id bigint not null,
    ticket_id bigint not null,
    question text not null,
    value text,
    updated_at timestamptz not null,
    primary key (answer_id)
);

-- Finding changes: every change column.
create index event_updated_at on event (updated_at);
create index ticket_order_updated_at on ticket_order (updated_at);
create index ticket_updated_at on ticket (updated_at);
create index refund_updated_at on refund (updated_at);
create index answer_updated_at on answer (updated_at);

-- Recomputing: each of the four clocks, by event (a slice) and alone (a window).
create index ticket_order_event_id_paid_at on ticket_order (event_id, paid_at);
create index ticket_order_paid_at on ticket_order (paid_at);
create index ticket_order_event_id_cancelled_at on ticket_order (event_id, cancelled_at);
create index ticket_order_cancelled_at on ticket_order (cancelled_at);
create index ticket_event_id_cancelled_at on ticket (event_id, cancelled_at);
create index ticket_cancelled_at on ticket (cancelled_at);
create index refund_event_id_refunded_at on refund (event_id, refunded_at);
create index refund_refunded_at on refund (refunded_at);

-- Going up and down between a row and what it belongs to. The views need the first two; the
-- source checks reach the refunds of a changed order by the third.
create index ticket_order_id on ticket (order_id);
create index answer_ticket_id on answer (ticket_id);
create index refund_order_id on refund (order_id);
