package io.daybook.schema.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * A database on the suite's server, reached as its superuser.
 *
 * @param url JDBC URL without credentials
 */
public record TestDatabase(String name, String url, String user, String password) {

    public Connection connect() {
        return connect(user, password);
    }

    /** Connects as another role; the roles of {@link TestPostgres} have their name as password. */
    public Connection connect(String role, String rolePassword) {
        try {
            return DriverManager.getConnection(url, role, rolePassword);
        } catch (SQLException exception) {
            throw new IllegalStateException("cannot connect to " + url + " as " + role, exception);
        }
    }

    /** Runs a script of statements in one transaction. */
    public void execute(String script) {
        execute(script, "public");
    }

    /** Runs a script of statements in one transaction, unqualified names in that schema. */
    public void execute(String script, String schema) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local search_path = \"" + schema + "\"");
            statement.execute(script);
            connection.commit();
        } catch (SQLException exception) {
            throw new IllegalStateException("cannot execute:\n" + script, exception);
        }
    }

    /**
     * Waits until a session in this database waits for a lock.
     *
     * @throws IllegalStateException when none does for a minute
     */
    public void awaitLockWait() {
        execute(
                """
                do $$
                begin
                    for attempt in 1..6000 loop
                        perform pg_stat_clear_snapshot();
                        if exists (
                                select from pg_stat_activity
                                where datname = current_database()
                                    and wait_event_type = 'Lock') then
                            return;
                        end if;
                        perform pg_sleep(0.01);
                    end loop;
                    raise exception 'no session waits for a lock';
                end $$
                """);
    }

    /**
     * The rows of a query, each as its columns' text joined by {@code " | "}, null as {@code -}.
     */
    public List<String> rows(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set time zone 'UTC'");
            try (ResultSet result = statement.executeQuery(query)) {
                List<String> rows = new ArrayList<>();
                while (result.next()) {
                    StringJoiner row = new StringJoiner(" | ");
                    for (int column = 1;
                            column <= result.getMetaData().getColumnCount();
                            column++) {
                        String text = result.getString(column);
                        row.add(text == null ? "-" : text);
                    }
                    rows.add(row.toString());
                }
                return rows;
            }
        } catch (SQLException exception) {
            throw new IllegalStateException("cannot query:\n" + query, exception);
        }
    }

    /** The only value of a query as text. */
    public String value(String query) {
        List<String> rows = rows(query);
        if (rows.size() != 1) {
            throw new IllegalStateException(rows.size() + " rows instead of 1:\n" + query);
        }
        return rows.get(0);
    }
}
