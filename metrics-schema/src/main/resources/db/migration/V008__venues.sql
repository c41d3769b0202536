-- The metric tables of the mart venues: the stored results of the views of the same names. Money is
-- numeric without precision, so that nothing is rounded on the way in. A set of ids is its portable
-- Roaring serialisation, with its size and the md5 of the ids' text beside it.
select daybook.open_mart('venues');

create table venues.venue_daily_bookings (
    tenant_id text not null,
    venue_id bigint not null,
    day date not null,
    sport_id bigint not null,
    sport_name text,
    confirmed_count bigint not null,
    completed_count bigint not null,
    pending_count bigint not null,
    cancelled_count bigint not null,
    no_show_count bigint not null,
    unmapped_count bigint not null,
    booking_count bigint not null,
    slots_booked bigint not null,
    coupon_redemptions bigint not null,
    members_once bytea not null,
    members_once_size bigint not null,
    members_once_md5 text not null,
    members_twice bytea not null,
    members_twice_size bigint not null,
    members_twice_md5 text not null,
    primary key (tenant_id, venue_id, day, sport_id)
);
create index venue_daily_bookings_by_day on venues.venue_daily_bookings (day);

create table venues.venue_daily_revenue (
    tenant_id text not null,
    venue_id bigint not null,
    day date not null,
    sport_id bigint not null,
    currency text not null,
    booking_success_amount numeric not null,
    booking_success_count bigint not null,
    coaching_success_amount numeric not null,
    coaching_success_count bigint not null,
    other_success_amount numeric not null,
    other_success_count bigint not null,
    refunded_amount numeric not null,
    refunded_count bigint not null,
    disputed_amount numeric not null,
    disputed_count bigint not null,
    pending_amount numeric not null,
    pending_count bigint not null,
    failed_amount numeric not null,
    failed_count bigint not null,
    unmapped_amount numeric not null,
    unmapped_count bigint not null,
    primary key (tenant_id, venue_id, day, sport_id, currency)
);
create index venue_daily_revenue_by_day on venues.venue_daily_revenue (day);

create table venues.venue_hourly_bookings (
    tenant_id text not null,
    venue_id bigint not null,
    day date not null,
    sport_id bigint not null,
    hour integer not null,
    successful_count bigint not null,
    primary key (tenant_id, venue_id, day, sport_id, hour)
);
create index venue_hourly_bookings_by_day on venues.venue_hourly_bookings (day);

create table venues.venue_member (
    tenant_id text not null,
    member_id bigint not null,
    venue_id bigint not null,
    status text not null,
    is_trial_user boolean not null,
    converted_from_trial boolean not null,
    primary key (tenant_id, member_id)
);
-- venue_members is computed from the members of a home venue
create index venue_member_by_venue on venues.venue_member (tenant_id, venue_id);

create table venues.venue_members (
    tenant_id text not null,
    venue_id bigint not null,
    member_count bigint not null,
    active_count bigint not null,
    inactive_count bigint not null,
    unmapped_count bigint not null,
    trial_count bigint not null,
    converted_count bigint not null,
    primary key (tenant_id, venue_id)
);

create table venues.venue_slot_capacity (
    tenant_id text not null,
    venue_id bigint not null,
    sport_id bigint not null,
    weekday integer not null,
    slots_per_day bigint not null,
    primary key (tenant_id, venue_id, sport_id, weekday)
);

create table venues.venue_directory (
    tenant_id text not null,
    venue_id bigint not null,
    name text not null,
    timezone text not null,
    currency text not null,
    primary key (tenant_id, venue_id)
);

create table venues.venue_sports (
    tenant_id text not null,
    venue_id bigint not null,
    sport_id bigint not null,
    sport_name text,
    primary key (tenant_id, venue_id, sport_id)
);

select daybook.protect('venues.venue_daily_bookings');
select daybook.protect('venues.venue_daily_revenue');
select daybook.protect('venues.venue_hourly_bookings');
select daybook.protect('venues.venue_member');
select daybook.protect('venues.venue_members');
select daybook.protect('venues.venue_slot_capacity');
select daybook.protect('venues.venue_directory');
select daybook.protect('venues.venue_sports');
