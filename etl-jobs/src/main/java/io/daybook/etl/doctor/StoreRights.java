package io.daybook.etl.doctor;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.engine.Literals;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What writer and reader may do in the store: what they need, and the reader nothing else. */
final class StoreRights {

    private static final String STAGE = "rights in the store";

    /** They carry no tenant's data. */
    private static final List<String> READABLE =
            List.of("daybook.ledger", "daybook.generation", "daybook.mart_state");

    private final Connection connection;
    private final StoreSettings store;
    private final MetricTables tables;

    StoreRights(Connection connection, StoreSettings store, MetricTables tables) {
        this.connection = connection;
        this.store = store;
        this.tables = tables;
    }

    Finding writer() {
        String role = store.writer().user();
        List<String> grants = new ArrayList<>();
        grants.addAll(missingOnSchemas(role, "usage", schemas("daybook", "batch", "staging")));
        grants.addAll(missingOnSchemas(role, "create", List.of("staging")));
        grants.addAll(missingOnTables(role, List.of("select", "insert", "delete"), metricTables()));
        grants.addAll(
                missingOnTables(
                        role,
                        List.of("select", "insert", "update", "delete"),
                        "n.nspname in ('daybook', 'batch') and c.relname !~ '^flyway_'"));
        grants.addAll(
                statements(
                        """
                        select format('grant temporary on database %%I to %%I;',
                            current_database(), %1$s)
                        where not has_database_privilege(%1$s, current_database(), 'temporary')
                        """
                                .formatted(text(role))));
        return missing("rights of the writer", "writer " + role, grants);
    }

    Finding readerMay() {
        String role = store.readerRole();
        if (!exists(role)) {
            return Finding.problem(
                    "rights of the reader",
                    "role %s is missing".formatted(role),
                    "Run daybook migrate, which makes it if it may.",
                    List.of());
        }
        List<String> grants = new ArrayList<>();
        grants.addAll(missingOnSchemas(role, "usage", schemas("daybook")));
        grants.addAll(missingOnTables(role, List.of("select"), metricTables()));
        grants.addAll(
                missingOnTables(
                        role,
                        List.of("select"),
                        "n.nspname || '.' || c.relname in (%s)".formatted(list(READABLE))));
        return missing("rights of the reader", "reader " + role, grants);
    }

    /** Everything that the reader may do beyond reading what it serves; views apart. */
    Finding readerMayNot() {
        return excess(
                "powers of the reader",
                "only SELECT on %d tables".formatted(tables.names().size() + READABLE.size()),
                "The reader must be able to read what it serves and nothing else. As the owner of"
                        + " the store:",
                Stream.of(powers(), grantsOn("c.relkind not in ('v', 'm')"), schemaGrants())
                        .flatMap(List::stream)
                        .toList());
    }

    /** Views run with their owner's rights and materialised views have no row-level security. */
    Finding readerViews() {
        return excess(
                "views of the reader",
                "none",
                "A view or materialised view shows every tenant's rows, past row-level security. As"
                        + " the owner of the store:",
                grantsOn("c.relkind in ('v', 'm')"));
    }

    private Finding missing(String check, String role, List<String> grants) {
        return grants.isEmpty()
                ? Finding.ok(check, role + " has what it needs")
                : Finding.problem(
                        check,
                        role + " lacks " + grants.size() + " rights",
                        "As the owner of the store:",
                        grants);
    }

    private Finding excess(String check, String none, String advice, List<String> statements) {
        if (!exists(store.readerRole())) {
            return Finding.ok(check, "no such role");
        }
        return statements.isEmpty()
                ? Finding.ok(check, none)
                : Finding.problem(
                        check,
                        "reader %s has %d rights too many"
                                .formatted(store.readerRole(), statements.size()),
                        advice,
                        statements);
    }

    private List<String> powers() {
        return statements(
                """
                select format('alter role %%I nosuperuser nobypassrls nocreaterole nocreatedb'
                    ' noreplication;', rolname)
                from pg_roles
                where rolname = %1$s
                    and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
                union all
                select format('revoke %%I from %%I;', r.rolname, %1$s)
                from pg_roles as r
                where r.rolname <> %1$s and pg_has_role(%1$s, r.oid, 'member')
                    and not exists (select from pg_roles where rolname = %1$s and rolsuper)
                union all
                select format('alter table %%I.%%I owner to %%I;', n.nspname, c.relname,
                    (select pg_get_userbyid(datdba) from pg_database
                        where datname = current_database()))
                from pg_class as c
                join pg_namespace as n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p', 'v', 'm', 'f')
                    and c.relowner = (select oid from pg_roles where rolname = %1$s)
                union all
                select format('revoke create on database %%I from %%s;', d.datname,
                    case a.grantee when 0 then 'public' else quote_ident(%1$s) end)
                from pg_database as d
                cross join aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) as a
                where d.datname = current_database() and a.privilege_type = 'CREATE'
                    and (a.grantee = 0
                        or a.grantee = (select oid from pg_roles where rolname = %1$s))
                union all
                select format('revoke %%s (%%I) on %%I.%%I from %%s;', lower(a.privilege_type),
                    t.attname, n.nspname, c.relname,
                    case a.grantee when 0 then 'public' else quote_ident(%1$s) end)
                from pg_attribute as t
                join pg_class as c on c.oid = t.attrelid
                join pg_namespace as n on n.oid = c.relnamespace
                cross join aclexplode(t.attacl) as a
                where n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%%'
                    and (a.grantee = 0
                        or a.grantee = (select oid from pg_roles where rolname = %1$s))
                    and not (a.privilege_type = 'SELECT' and n.nspname || '.' || c.relname in (%2$s))
                """
                        .formatted(reader(), allowed()));
    }

    /** Grants to the reader or to everyone, on relations of one kind. */
    private List<String> grantsOn(String kind) {
        return statements(
                """
                select format('revoke %%s on %%s%%I.%%I from %%s;',
                    lower(string_agg(distinct a.privilege_type, ', ')),
                    case c.relkind when 'S' then 'sequence ' else '' end, n.nspname, c.relname,
                    case a.grantee when 0 then 'public' else quote_ident(%1$s) end)
                from pg_class as c
                join pg_namespace as n on n.oid = c.relnamespace
                cross join aclexplode(coalesce(c.relacl,
                    acldefault(cast(case c.relkind when 'S' then 's' else 'r' end as "char"),
                        c.relowner))) as a
                where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and %2$s
                    and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%%'
                    and (a.grantee = 0
                        or a.grantee = (select oid from pg_roles where rolname = %1$s))
                    and not (a.privilege_type = 'SELECT' and n.nspname || '.' || c.relname in (%3$s))
                group by n.nspname, c.relname, c.relkind, a.grantee
                order by n.nspname, c.relname
                """
                        .formatted(reader(), kind, allowed()));
    }

    private List<String> schemaGrants() {
        return statements(
                """
                select format('revoke %%s on schema %%I from %%s;',
                    lower(string_agg(distinct a.privilege_type, ', ')), n.nspname,
                    case a.grantee when 0 then 'public' else quote_ident(%1$s) end)
                from pg_namespace as n
                cross join aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) as a
                where n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%%'
                    and (a.grantee = 0
                        or a.grantee = (select oid from pg_roles where rolname = %1$s))
                    and (a.privilege_type = 'CREATE' or n.nspname in ('staging', 'batch'))
                group by n.nspname, a.grantee
                order by n.nspname
                """
                        .formatted(reader()));
    }

    private List<String> missingOnSchemas(String role, String privilege, List<String> schemas) {
        return statements(
                """
                select format('grant %%s on schema %%I to %%I;', %2$s, n.nspname, %1$s)
                from pg_namespace as n
                where n.nspname in (%3$s) and not has_schema_privilege(%1$s, n.oid, %2$s)
                order by n.nspname
                """
                        .formatted(text(role), text(privilege), list(schemas)));
    }

    private List<String> missingOnTables(String role, List<String> privileges, String condition) {
        return statements(
                """
                select format('grant %%s on %%I.%%I to %%I;',
                    string_agg(p.name, ', '), n.nspname, c.relname, %1$s)
                from pg_class as c
                join pg_namespace as n on n.oid = c.relnamespace
                cross join unnest(array[%2$s]) as p (name)
                where c.relkind in ('r', 'p') and %3$s
                    and not has_table_privilege(%1$s, c.oid, p.name)
                group by n.nspname, c.relname
                order by n.nspname, c.relname
                """
                        .formatted(text(role), list(privileges), condition));
    }

    private boolean exists(String role) {
        return !statements("select rolname from pg_roles where rolname = " + text(role)).isEmpty();
    }

    private List<String> schemas(String... further) {
        return Stream.concat(tables.schemas().stream(), Stream.of(further)).toList();
    }

    private String metricTables() {
        return "n.nspname || '.' || c.relname in (%s)".formatted(tables.literals());
    }

    private String allowed() {
        return list(Stream.concat(tables.names().stream(), READABLE.stream()).toList());
    }

    private String reader() {
        return text(store.readerRole());
    }

    private static String list(List<String> values) {
        return values.stream().map(Literals::text).collect(Collectors.joining(", "));
    }

    private List<String> statements(String query) {
        return Sql.query(connection, STAGE, query, row -> row.getString(1));
    }
}
