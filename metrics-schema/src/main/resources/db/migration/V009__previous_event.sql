-- The overview compares with the tenant's event that started last before this one: without an index
-- it read all events of the tenant.
create index event_directory_by_start
    on events.event_directory (tenant_id, currency, starts_at, event_id);
