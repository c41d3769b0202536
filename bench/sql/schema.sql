-- Moves the operational tables to the schema that `daybook catalog --sql` names, so that a view's
-- statement runs as printed, and lets Daybook's role read them.
create schema events;
alter table event set schema events;
alter table ticket_order set schema events;
alter table ticket set schema events;
alter table refund set schema events;
alter table answer set schema events;

do $$
begin
    if not exists (select from pg_roles where rolname = 'daybook_source') then
        create role daybook_source login;
        alter role daybook_source set default_transaction_read_only = on;
        grant pg_read_all_stats to daybook_source;
    end if;
end
$$;
grant usage on schema events to daybook_source;
grant select on all tables in schema events to daybook_source;

