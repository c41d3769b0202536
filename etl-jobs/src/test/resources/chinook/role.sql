create role daybook_source login password 'choose-one';
alter role daybook_source set default_transaction_read_only = on;
grant usage on schema daybook_events to daybook_source;
grant select on all tables in schema daybook_events to daybook_source;
grant pg_read_all_stats to daybook_source;
