package io.daybook.api.store;

import java.util.List;
import org.jooq.DSLContext;

/** Whether the role that we read as could do anything but read. */
public final class ReaderRole {

    // A role also has what the roles have that it may become (SET ROLE), so every one of them is
    // looked at, inherited or not.
    private static final String POWERS =
            """
            with
            roles as (
                select r.*
                from pg_roles as r
                where pg_has_role(current_user, r.oid, 'member')
            ),
            relations as (
                select c.oid, c.relowner, c.relkind, n.nspname || '.' || c.relname as name
                from pg_class as c
                inner join pg_namespace as n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
                    and n.nspname <> 'information_schema'
                    and n.nspname not like 'pg\\_%'
            )
            select 'is superuser' as power from roles where rolsuper
            union all
            select 'has BYPASSRLS' from roles where rolbypassrls
            union all
            select 'has CREATEROLE, CREATEDB or REPLICATION' from roles
            where rolcreaterole or rolcreatedb or rolreplication
            union all
            select 'has ' || rolname from roles
            where rolname in (
                'pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program')
            union all
            select 'owns ' || c.name
            from roles as r inner join relations as c on c.relowner = r.oid
            union all
            select 'may write ' || c.name
            from roles as r
            cross join relations as c
            where case c.relkind
                when 'S' then has_sequence_privilege(r.oid, c.oid, 'usage, update')
                else has_table_privilege(
                        r.oid, c.oid, 'insert, update, delete, truncate, references, trigger')
                    or has_any_column_privilege(r.oid, c.oid, 'insert, update, references')
                end
            union all
            select 'may create in schema ' || n.nspname
            from roles as r
            cross join pg_namespace as n
            where n.nspname not like 'pg\\_%' and has_schema_privilege(r.oid, n.oid, 'create')
            union all
            select 'may create schemas in ' || current_database()
            from roles as r
            where has_database_privilege(r.oid, current_database(), 'create')
            """;

    private ReaderRole() {}

    /** The powers beyond SELECT, the gravest first; empty for a reader. */
    public static List<String> powers(Store store) {
        return store.read(dsl -> powers(dsl));
    }

    private static List<String> powers(DSLContext dsl) {
        return dsl.resultQuery(POWERS).fetch(0, String.class).stream().distinct().toList();
    }
}
