-- What was done, what is known and who may do something now. None of these tables has tenant data
-- but entity_seen, held_back, drift and plan_slice, which the reader cannot see.

-- one number per mart, raised by whoever takes the mart's lock: a publication by anyone who does
-- not hold the newest number is refused
create table daybook.fence (
    mart text primary key,
    token bigint not null
);

create table daybook.run (
    run_id bigint generated always as identity primary key,
    mart text not null,
    command text not null,
    fence_token bigint not null,
    started_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz,
    -- running, published, compared, failed or stopped
    outcome text not null default 'running',
    exit_code integer,
    horizon timestamptz,
    as_of timestamptz,
    snapshot text,
    source_identity text,
    generation bigint,
    verified boolean not null default false,
    drift_count bigint not null default 0,
    message text
);
create index run_by_mart on daybook.run (mart, run_id desc);

create table daybook.run_view (
    run_id bigint not null,
    view text not null,
    shape text not null,
    slices_due bigint not null,
    slices_replaced bigint not null,
    rows_written bigint not null,
    seconds numeric not null,
    primary key (run_id, view)
);

-- findings of a run that are no slices: counts by reason, warnings
create table daybook.run_finding (
    run_id bigint not null,
    check_name text not null,
    reason text not null,
    finding_count bigint not null,
    primary key (run_id, check_name, reason)
);

-- what a run has to compute: parts are whole views, windows of days, or the listed slices
create table daybook.plan_part (
    run_id bigint not null,
    part integer not null,
    view text not null,
    shape text not null,
    from_day date,
    to_day date,
    tenant_id text,
    reason text not null,
    primary key (run_id, part)
);
create table daybook.plan_slice (
    run_id bigint not null,
    view text not null,
    part integer,
    tenant_id text not null,
    entity_id bigint not null,
    day date,
    reason text not null
);
create index plan_slice_by_view on daybook.plan_slice (run_id, view, part);

-- a backfill and its windows; an interrupted one goes on from here
create table daybook.backfill (
    backfill_id bigint generated always as identity primary key,
    mart text not null,
    from_day date not null,
    to_day date not null,
    views text not null,
    tenant_id text,
    requested_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz
);
create table daybook.backfill_window (
    backfill_id bigint not null references daybook.backfill on delete cascade,
    from_day date not null,
    to_day date not null,
    run_id bigint,
    done_at timestamptz,
    primary key (backfill_id, from_day)
);

create table daybook.generation (
    mart text not null,
    generation bigint not null,
    run_id bigint not null,
    as_of timestamptz not null,
    horizon timestamptz not null,
    snapshot text not null,
    source_identity text not null,
    published_at timestamptz not null default clock_timestamp(),
    primary key (mart, generation)
);

-- per view and local day; day is null in the row that says "built whole under this definition"
create table daybook.ledger (
    mart text not null,
    view text not null,
    day date,
    definition_version text not null,
    generation bigint not null,
    as_of timestamptz not null,
    row_count bigint not null,
    proved_at timestamptz not null,
    unique nulls not distinct (mart, view, day)
);

create table daybook.mart_state (
    mart text primary key,
    schema_version text not null,
    generation bigint,
    as_of timestamptz,
    horizon timestamptz,
    last_run_ended_at timestamptz not null,
    last_run_outcome text not null,
    held_back_count bigint not null default 0
);

create table daybook.entity_seen (
    mart text not null,
    entity text not null,
    entity_id bigint not null,
    -- every column that any view of the mart uses, as text in UTC
    seen jsonb not null,
    primary key (mart, entity, entity_id)
);

-- slices that keep their last good rows; day null: the whole entity
create table daybook.held_back (
    mart text not null,
    tenant_id text,
    entity text not null,
    entity_id bigint not null,
    day date,
    reason text not null,
    first_seen_at timestamptz not null default clock_timestamp(),
    unique nulls not distinct (mart, tenant_id, entity, entity_id, day)
);

create table daybook.bad_row (
    mart text not null,
    check_name text not null,
    bad_key bigint not null,
    reason text not null,
    first_seen_at timestamptz not null default clock_timestamp(),
    primary key (mart, check_name, bad_key)
);

create table daybook.drift (
    run_id bigint not null,
    mart text not null,
    view text not null,
    tenant_id text not null,
    entity_id bigint not null,
    day date,
    row_key text not null,
    column_name text not null,
    stored text,
    expected text,
    found_at timestamptz not null default clock_timestamp()
);
create index drift_by_run on daybook.drift (run_id);

grant select, insert, update, delete on all tables in schema daybook to "${writer}";
grant usage on all sequences in schema daybook to "${writer}";
grant select on daybook.ledger, daybook.generation, daybook.mart_state to "${reader}";
