package io.daybook.etl.doctor;

import io.daybook.etl.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether a pooler stands between us and the store that gives a connection another server session
 * for every transaction: locks, temporary tables and settings would not stay.
 */
final class Pooler {

    private static final String CHECK = "connection";
    private static final String SESSION = "select pg_backend_pid()";

    private Pooler() {}

    /**
     * A second connection opens a transaction, so that it holds whatever session such a pooler has
     * at hand; the first one must still have its own then.
     */
    static Finding look(Connection store, Supplier<Connection> open) {
        try (Connection other = open.get()) {
            long before = session(store);
            other.setAutoCommit(false);
            long others = session(other);
            long after = session(store);
            other.rollback();
            return before == after && before != others
                    ? Finding.ok(CHECK, "the same server session between transactions")
                    : Finding.problem(
                            CHECK,
                            "a pooler in transaction mode: the server session changes between"
                                    + " transactions, and locks, temporary tables and settings with it",
                            "Give store.url a direct connection, or a pooler in session mode.",
                            List.of());
        } catch (SQLException exception) {
            throw new IllegalStateException(
                    "looking for a pooler: " + exception.getMessage(), exception);
        }
    }

    private static long session(Connection connection) {
        return Sql.number(connection, CHECK, SESSION);
    }
}
