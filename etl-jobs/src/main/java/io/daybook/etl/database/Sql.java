package io.daybook.etl.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Runs complete statements: text that holds view texts verbatim and literals rendered by jOOQ, so
 * there is nothing to bind and nothing for a template parser to misread.
 */
public final class Sql {

    private Sql() {}

    /** What one row becomes. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Runs statements that return no rows, one after another; returns the last one's row count. */
    public static long execute(Connection connection, String stage, String... statements) {
        long count = 0;
        for (String sql : statements) {
            try (Statement statement = connection.createStatement()) {
                count = statement.execute(sql) ? 0 : Math.max(0, statement.getLargeUpdateCount());
            } catch (SQLException exception) {
                throw new StatementFailed(stage, sql, exception);
            }
        }
        return count;
    }

    /** All rows of a query whose result is small. */
    public static <T> List<T> query(
            Connection connection, String stage, String sql, RowReader<T> reader) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(reader.read(result));
            }
            return rows;
        } catch (SQLException exception) {
            throw new StatementFailed(stage, sql, exception);
        }
    }

    /**
     * Ends the statement that another thread runs on the connection, if any: it fails there. A
     * connection that is lost has none.
     */
    public static void cancel(Connection connection) {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException exception) {
            return;
        }
    }

    /** The only row of a query. */
    public static <T> T one(Connection connection, String stage, String sql, RowReader<T> reader) {
        List<T> rows = query(connection, stage, sql, reader);
        if (rows.size() != 1) {
            throw new IllegalStateException(stage + ": " + rows.size() + " rows instead of 1");
        }
        return rows.get(0);
    }

    /** The only value of a query as a number. */
    public static long number(Connection connection, String stage, String sql) {
        return one(connection, stage, sql, row -> row.getLong(1));
    }
}
