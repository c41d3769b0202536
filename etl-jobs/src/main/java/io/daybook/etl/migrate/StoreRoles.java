package io.daybook.etl.migrate;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StatementFailed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.impl.DSL;
import org.postgresql.PGConnection;

/**
 * The roles of a store, made and granted by whoever is connected as far as it may. What it may not
 * do is collected as statements for an administrator.
 */
final class StoreRoles {

    private static final String STAGE = "roles";

    private final Connection connection;
    private final List<String> created = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();

    StoreRoles(Connection connection) {
        this.connection = connection;
    }

    List<String> created() {
        return created;
    }

    List<String> statements() {
        return statements;
    }

    /** Makes the role if it is missing; an empty password makes one that cannot log in yet. */
    void ensure(Credentials role) {
        if (exists(role.user())) {
            return;
        }
        if (!mayCreateRoles()) {
            statements.add(
                    "create role %s login password '<password of %s>';"
                            .formatted(quoted(role.user()), role.user()));
            return;
        }
        Sql.execute(connection, STAGE, "create role " + quoted(role.user()) + " login");
        created.add(role.user());
        if (role.password().isEmpty()) {
            statements.add(
                    "alter role %s password '<password of %s>';"
                            .formatted(quoted(role.user()), role.user()));
        } else {
            setPassword(role);
        }
    }

    /** The password travels as a SCRAM verifier, so that no log of statements can hold it. */
    void setPassword(Credentials role) {
        try {
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(role.user(), role.password().toCharArray(), "scram-sha-256");
        } catch (SQLException exception) {
            throw new StatementFailed(STAGE, "alter role " + role.user() + " password", exception);
        }
    }

    /** Lets a role do something with the database, e.g. {@code connect, temporary}. */
    void grantOnDatabase(String privileges, String role) {
        if (holds(privileges, role)) {
            return;
        }
        String grant =
                "grant %s on database %s to %s"
                        .formatted(privileges, quoted(database()), quoted(role));
        if (mayGrantOnDatabase()) {
            Sql.execute(connection, STAGE, grant);
        } else {
            statements.add(grant + ";");
        }
    }

    boolean exists(String role) {
        return answer("select exists (select from pg_roles where rolname = " + literal(role) + ")");
    }

    private boolean mayCreateRoles() {
        return answer(
                "select rolcreaterole or rolsuper from pg_roles where rolname = current_user");
    }

    private boolean mayGrantOnDatabase() {
        return answer(
                "select pg_has_role(current_user, datdba, 'usage') from pg_database"
                        + " where datname = current_database()");
    }

    private boolean holds(String privileges, String role) {
        for (String privilege : privileges.split(", ")) {
            if (!answer(
                    "select has_database_privilege(%s, current_database(), %s)"
                            .formatted(literal(role), literal(privilege)))) {
                return false;
            }
        }
        return true;
    }

    private String database() {
        return Sql.one(connection, STAGE, "select current_database()", row -> row.getString(1));
    }

    private boolean answer(String question) {
        return Sql.one(connection, STAGE, question, row -> row.getBoolean(1));
    }

    private static String literal(String text) {
        return DSL.using(org.jooq.SQLDialect.POSTGRES).renderInlined(DSL.inline(text));
    }

    static String quoted(String name) {
        return DSL.using(org.jooq.SQLDialect.POSTGRES).render(DSL.quotedName(name));
    }
}
