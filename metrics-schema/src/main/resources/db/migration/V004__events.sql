-- The metric tables of the mart events: the stored results of the views of the same names.
-- Money is numeric without precision, so that nothing is rounded on the way in.
select daybook.open_mart('events');

create table events.event_daily_sales (
    tenant_id text not null,
    event_id bigint not null,
    day date not null,
    currency text not null,
    orders_paid bigint not null,
    gross_amount numeric not null,
    tax_amount numeric not null,
    fee_amount numeric not null,
    tickets_sold bigint not null,
    tickets_cancelled bigint not null,
    orders_cancelled bigint not null,
    refund_count bigint not null,
    refunded_amount numeric not null,
    unmapped_count bigint not null,
    primary key (tenant_id, event_id, day, currency)
);
create index event_daily_sales_by_event on events.event_daily_sales (event_id, day);
create index event_daily_sales_by_day on events.event_daily_sales (day);

create table events.event_sales_quarter_hour (
    tenant_id text not null,
    event_id bigint not null,
    day date not null,
    quarter_hour timestamptz not null,
    orders_paid bigint not null,
    gross_amount numeric not null,
    tickets_sold bigint not null,
    primary key (tenant_id, event_id, day, quarter_hour)
);
create index event_sales_quarter_hour_by_event on events.event_sales_quarter_hour (event_id, day);
create index event_sales_quarter_hour_by_day on events.event_sales_quarter_hour (day);

create table events.event_daily_demographics (
    tenant_id text not null,
    event_id bigint not null,
    day date not null,
    question text not null,
    bucket text not null,
    tickets bigint not null,
    orders bigint not null,
    primary key (tenant_id, event_id, day, question, bucket)
);
create index event_daily_demographics_by_event on events.event_daily_demographics (event_id, day);
create index event_daily_demographics_by_day on events.event_daily_demographics (day);

create table events.event_directory (
    tenant_id text not null,
    event_id bigint not null,
    name text not null,
    timezone text not null,
    currency text not null,
    capacity integer,
    on_sale_at timestamptz,
    starts_at timestamptz,
    ends_at timestamptz,
    on_sale_day date,
    starts_day date,
    ends_day date,
    status text not null,
    primary key (tenant_id, event_id)
);
create index event_directory_by_event on events.event_directory (event_id);

create table events.event_demographics (
    tenant_id text not null,
    event_id bigint not null,
    question text not null,
    bucket text not null,
    tickets bigint not null,
    orders bigint not null,
    primary key (tenant_id, event_id, question, bucket)
);
create index event_demographics_by_event on events.event_demographics (event_id);

create table events.event_totals (
    tenant_id text not null,
    event_id bigint not null,
    orders_paid bigint not null,
    gross_amount numeric not null,
    tax_amount numeric not null,
    fee_amount numeric not null,
    tickets_sold bigint not null,
    tickets_cancelled bigint not null,
    orders_cancelled bigint not null,
    refund_count bigint not null,
    refunded_amount numeric not null,
    unmapped_count bigint not null,
    first_movement_day date,
    last_movement_day date,
    first_sale_day date,
    last_sale_day date,
    primary key (tenant_id, event_id)
);
create index event_totals_by_event on events.event_totals (event_id);

create table events.event_lead_time_sales (
    tenant_id text not null,
    event_id bigint not null,
    days_before_start integer not null,
    gross_amount numeric not null,
    tickets_sold bigint not null,
    primary key (tenant_id, event_id, days_before_start)
);
create index event_lead_time_sales_by_event on events.event_lead_time_sales (event_id);

select daybook.protect('events.event_daily_sales');
select daybook.protect('events.event_sales_quarter_hour');
select daybook.protect('events.event_daily_demographics');
select daybook.protect('events.event_directory');
select daybook.protect('events.event_demographics');
select daybook.protect('events.event_totals');
select daybook.protect('events.event_lead_time_sales');
