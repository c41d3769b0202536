-- The schemas of the store and what each role may do in them. Role names are those configured:
-- the migrator passes them as placeholders. The schema daybook is there already: the migration tool
-- made it for its history.
create schema batch;
create schema staging;

grant usage on schema daybook to "${writer}", "${reader}";
grant usage on schema batch to "${writer}";
-- the writer makes its staging tables anew in every run, so that they always fit the metric tables
grant usage, create on schema staging to "${writer}";

-- Opens the schema of a mart to writer and reader. Called once by the migration that adds a mart.
create function daybook.open_mart(mart name) returns void
language plpgsql as $$
begin
    execute format('create schema if not exists %I', mart);
    execute format('grant usage on schema %I to "${writer}", "${reader}"', mart);
end
$$;

-- Gives a metric table its grants and row-level security. Called by the migration that adds a
-- table. FORCE makes the owner obey too; without the second policy a DELETE by the writer would
-- remove nothing, silently.
create function daybook.protect(metric_table regclass) returns void
language plpgsql as $$
begin
    execute format('alter table %s enable row level security', metric_table);
    execute format('alter table %s force row level security', metric_table);
    execute format(
        'create policy reader_sees_its_tenant on %s for select to "${reader}" '
        'using (tenant_id = nullif(current_setting(''daybook.tenant'', true), ''''))',
        metric_table);
    execute format(
        'create policy writer_sees_all on %s for all to "${writer}", "${owner}" '
        'using (true) with check (true)',
        metric_table);
    execute format('grant select, insert, delete on %s to "${writer}"', metric_table);
    execute format('grant select on %s to "${reader}"', metric_table);
end
$$;

revoke all on function daybook.open_mart(name), daybook.protect(regclass) from public;
