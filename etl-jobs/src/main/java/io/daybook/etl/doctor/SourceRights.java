package io.daybook.etl.doctor;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.schema.catalogue.Mart;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/** What the source's role may do: read every table of the contract, and nothing else. */
final class SourceRights {

    private final Mart mart;
    private final String schema;
    private final Connection connection;

    SourceRights(Mart mart, String schema, Connection connection) {
        this.mart = mart;
        this.schema = schema;
        this.connection = connection;
    }

    Finding toRead() {
        List<String> grants =
                statements(
                        """
                        select format('grant usage on schema %%I to %%I;', n.nspname, current_user)
                        from pg_namespace as n
                        where n.nspname = %1$s and not has_schema_privilege(n.oid, 'usage')
                        union all
                        select format('grant select on %%I.%%I to %%I;',
                            n.nspname, c.relname, current_user)
                        from pg_class as c
                        join pg_namespace as n on n.oid = c.relnamespace
                        where n.nspname = %1$s and c.relname in (%2$s)
                            and not has_table_privilege(c.oid, 'select')
                        """);
        return grants.isEmpty()
                ? Finding.ok("rights to read", "every table of the contract that is there")
                : Finding.problem(
                        "rights to read",
                        "missing: %d".formatted(grants.size()),
                        "As the owner of schema " + schema + ":",
                        grants);
    }

    Finding toWrite() {
        List<String> mighty = mighty();
        if (!mighty.isEmpty()) {
            return Finding.warning(
                    "rights to write",
                    String.join(", ", mighty),
                    "Daybook only reads, but what it cannot do is no matter of trust: read as a"
                            + " role of its own (source.user).",
                    readOnlyRole());
        }
        List<String> revokes = revokes();
        return revokes.isEmpty()
                ? Finding.ok("rights to write", "none")
                : Finding.warning(
                        "rights to write",
                        "the role may write: %d grants".formatted(revokes.size()),
                        "As the owner of schema " + schema + ":",
                        revokes);
    }

    /** Why taking single rights away would not help. */
    private List<String> mighty() {
        return statements(
                """
                select 'role ' || rolname || ' is a superuser'
                from pg_roles
                where rolname = current_user and rolsuper
                union all
                select 'role ' || current_user || ' owns ' || c.relname
                from pg_class as c
                join pg_namespace as n on n.oid = c.relnamespace
                where n.nspname = %1$s and c.relname in (%2$s)
                    and pg_has_role(current_user, c.relowner, 'usage')
                    and not exists (
                        select from pg_roles where rolname = current_user and rolsuper)
                """);
    }

    private List<String> readOnlyRole() {
        List<String> statements = new ArrayList<>();
        statements.add("create role daybook_source login password '<choose one>';");
        statements.addAll(
                statements(
                        """
                        select format('grant usage on schema %%I to daybook_source;', n.nspname)
                        from pg_namespace as n
                        where n.nspname = %1$s
                        union all
                        select format('grant select on %%I.%%I to daybook_source;',
                            n.nspname, c.relname)
                        from pg_class as c
                        join pg_namespace as n on n.oid = c.relnamespace
                        where n.nspname = %1$s and c.relname in (%2$s)
                        """));
        statements.add("grant pg_read_all_stats to daybook_source;");
        return statements;
    }

    private List<String> revokes() {
        return statements(
                """
                select format('revoke %%s on %%I.%%I from %%s;',
                    lower(string_agg(distinct a.privilege_type, ', ')), n.nspname, c.relname,
                    case a.grantee
                        when 0 then 'public'
                        else quote_ident(pg_get_userbyid(a.grantee))
                    end)
                from pg_class as c
                join pg_namespace as n on n.oid = c.relnamespace
                cross join aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) as a
                where n.nspname = %1$s and c.relname in (%2$s)
                    and a.privilege_type in ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')
                    and (a.grantee = 0 or pg_has_role(current_user, a.grantee, 'usage'))
                group by n.nspname, c.relname, a.grantee
                union all
                select format('revoke %%s (%%I) on %%I.%%I from %%s;', lower(a.privilege_type),
                    t.attname, n.nspname, c.relname,
                    case a.grantee
                        when 0 then 'public'
                        else quote_ident(pg_get_userbyid(a.grantee))
                    end)
                from pg_attribute as t
                join pg_class as c on c.oid = t.attrelid
                join pg_namespace as n on n.oid = c.relnamespace
                cross join aclexplode(t.attacl) as a
                where n.nspname = %1$s and c.relname in (%2$s)
                    and a.privilege_type in ('INSERT', 'UPDATE')
                    and (a.grantee = 0 or pg_has_role(current_user, a.grantee, 'usage'))
                union all
                select format('revoke create on schema %%I from %%s;', n.nspname,
                    case a.grantee
                        when 0 then 'public'
                        else quote_ident(pg_get_userbyid(a.grantee))
                    end)
                from pg_namespace as n
                cross join aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) as a
                where n.nspname = %1$s and a.privilege_type = 'CREATE'
                    and (a.grantee = 0 or pg_has_role(current_user, a.grantee, 'usage'))
                union all
                select format('revoke %%I from %%I;', r.rolname, current_user)
                from pg_roles as r
                where r.rolname = 'pg_write_all_data' and pg_has_role(current_user, r.oid, 'usage')
                """);
    }

    private List<String> statements(String query) {
        return Sql.query(
                connection,
                "rights of the source's role",
                query.formatted(text(schema), SourceServer.tables(mart.contract())),
                row -> row.getString(1));
    }
}
