package io.daybook.etl.doctor;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StoreSettings;
import java.sql.Connection;
import java.util.List;

/** Whether every metric table shows the reader its tenant's rows only, and the writer all. */
final class RowLevelSecurity {

    private static final String CHECK = "row-level security";

    /** As the migration writes it, and as PostgreSQL spells it back. */
    private static final String ONE_TENANT =
            "(tenant_id = nullif(current_setting('daybook.tenant', true), ''))";

    private static final String ONE_TENANT_SPELT =
            "(tenant_id = NULLIF(current_setting('daybook.tenant'::text, true), ''::text))";

    private final Connection connection;
    private final StoreSettings store;
    private final MetricTables tables;

    RowLevelSecurity(Connection connection, StoreSettings store, MetricTables tables) {
        this.connection = connection;
        this.store = store;
        this.tables = tables;
    }

    Finding finding() {
        List<String> statements =
                Sql.query(
                        connection,
                        CHECK,
                        """
                        with
                        metric_table as (
                            select c.oid, format('%%I.%%I', n.nspname, c.relname) as name,
                                c.relrowsecurity, c.relforcerowsecurity, c.relowner
                            from pg_class as c
                            join pg_namespace as n on n.oid = c.relnamespace
                            where c.relkind in ('r', 'p') and n.nspname || '.' || c.relname in (%1$s)
                        ),
                        policy as (
                            select p.polrelid, p.polname, p.polroles, p.polpermissive,
                                p.polcmd = 'r'
                                    and pg_get_expr(p.polqual, p.polrelid) = %4$s as shows_tenant,
                                p.polcmd = '*'
                                    and pg_get_expr(p.polqual, p.polrelid) = 'true'
                                    and pg_get_expr(p.polwithcheck, p.polrelid) = 'true' as shows_all,
                                (select oid from pg_roles where rolname = %2$s) as reader,
                                (select oid from pg_roles where rolname = %3$s) as writer
                            from pg_policy as p
                        )
                        select s.statement
                        from (
                            select t.name, 1 as place,
                                format('alter table %%s enable row level security;', t.name) as statement
                            from metric_table as t
                            where not t.relrowsecurity
                            union all
                            select t.name, 2, format('alter table %%s force row level security;', t.name)
                            from metric_table as t
                            where not t.relforcerowsecurity
                            union all
                            -- also shows rows to the reader, or is no policy that restricts it
                            select t.name, 3, format('drop policy %%I on %%s;', p.polname, t.name)
                            from metric_table as t
                            join policy as p on p.polrelid = t.oid
                            where p.polpermissive and not p.shows_tenant
                                and (p.polroles = array[cast(0 as oid)] or p.reader = any(p.polroles))
                            union all
                            select t.name, 4,
                                format('create policy reader_sees_its_tenant on %%s for select to %%I'
                                    ' using %%s;', t.name, %2$s, %5$s)
                            from metric_table as t
                            where not exists (
                                select
                                from policy as p
                                where p.polrelid = t.oid and p.polpermissive and p.shows_tenant
                                    and p.reader = any(p.polroles))
                            union all
                            select t.name, 5,
                                format('create policy writer_sees_all on %%s for all to %%I, %%I'
                                    ' using (true) with check (true);',
                                    t.name, %3$s, pg_get_userbyid(t.relowner))
                            from metric_table as t
                            where not exists (
                                select
                                from policy as p
                                where p.polrelid = t.oid and p.polpermissive and p.shows_all
                                    and p.writer = any(p.polroles))
                        ) as s
                        order by s.name, s.place
                        """
                                .formatted(
                                        tables.literals(),
                                        text(store.readerRole()),
                                        text(store.writer().user()),
                                        text(ONE_TENANT_SPELT),
                                        text(ONE_TENANT)),
                        row -> row.getString(1));
        return statements.isEmpty()
                ? Finding.ok(CHECK, "enabled and forced on every table, with both policies")
                : Finding.problem(
                        CHECK,
                        "%d statements are missing".formatted(statements.size()),
                        "A reader could see another tenant's rows, or the writer not all. As the"
                                + " owner of the tables:",
                        statements);
    }
}
