-- The operational tables that the mart `venues` reads: tables, or plain views of the same shape.
-- A source may hold more columns and more tables, Daybook never asks for them.
--
-- Every table has `updated_at`: the instant of the row's last change, by the clock of the source,
-- written by each insert and update. A row that changes without it is found by verification only.
-- Names stand unqualified: the engine also creates these tables in pg_temp, to prove the views.
-- No foreign keys and no check constraints: what they would refuse, the source checks name.

-- Entity: carries tenant, zone and currency. timezone is an IANA name (Europe/Berlin).
create table venue (
    venue_id bigint not null,
    tenant_id text not null,
    name text not null,
    timezone text not null,
    currency char(3) not null,
    updated_at timestamptz not null,
    primary key (venue_id)
);

-- Lookup, without a tenant of its own: a name is shown to whoever has bookings of the sport.
create table sport (
    sport_id bigint not null,
    name text not null,
    updated_at timestamptz not null,
    primary key (sport_id)
);

-- Entity of its own, without a zone. venue_id is the home venue, null = none; status is Active or
-- Inactive.
create table member (
    member_id bigint not null,
    tenant_id text not null,
    venue_id bigint,
    status text not null,
    is_trial_user boolean not null,
    converted_from_trial boolean not null,
    joined_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (member_id)
);

-- Fact on starts_at, which may lie in the future. sport_id null = none, member_id null = a guest,
-- status: one of Confirmed, Completed, Pending, Cancelled, No-Show; a booking is successful when it
-- is Confirmed or Completed.
create table booking (
    booking_id bigint not null,
    venue_id bigint not null,
    sport_id bigint,
    member_id bigint,
    status text not null,
    coupon_code text,
    slots integer not null default 1,
    amount numeric(18, 4),
    starts_at timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (booking_id)
);

-- Fact on occurred_at. A transaction without venue has no tenant, zone or day: it is counted
-- nowhere and named by a check. sport_id null = the booking's. type: Booking, Coaching or any
-- other; status: one of Success, Pending, Failed, Refunded, Dispute. amount is in the currency of
-- the venue; a correction may be below zero.
create table transaction (
    transaction_id bigint not null,
    venue_id bigint,
    booking_id bigint,
    sport_id bigint,
    member_id bigint,
    type text not null,
    status text not null,
    amount numeric(18, 4) not null,
    occurred_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (transaction_id)
);

-- Fact without a clock: the slots that can be booked on each weekday, 1 = Monday to 7 = Sunday. May
-- be empty.
create table facility_capacity (
    venue_id bigint not null,
    sport_id bigint not null,
    weekday integer not null,
    slots_per_day integer not null,
    updated_at timestamptz not null,
    primary key (venue_id, sport_id, weekday)
);

-- Finding changes: every change column.
create index venue_updated_at on venue (updated_at);
create index sport_updated_at on sport (updated_at);
create index member_updated_at on member (updated_at);
create index booking_updated_at on booking (updated_at);
create index transaction_updated_at on transaction (updated_at);
create index facility_capacity_updated_at on facility_capacity (updated_at);

-- Recomputing: each of the two clocks, by venue (a slice) and alone (a window).
create index booking_venue_id_starts_at on booking (venue_id, starts_at);
create index booking_starts_at on booking (starts_at);
create index transaction_venue_id_occurred_at on transaction (venue_id, occurred_at);
create index transaction_occurred_at on transaction (occurred_at);

-- Going up and down between a row and what it belongs to: the bookings of a renamed sport, the
-- transactions of a changed booking, the bookings of a changed member.
create index booking_sport_id on booking (sport_id);
create index booking_member_id on booking (member_id);
create index transaction_booking_id on transaction (booking_id);
