package io.daybook.etl.database;

import java.sql.Connection;
import java.util.function.Supplier;

/** Work inside a transaction whose failure is undone, so that the transaction can go on. */
public final class Savepoint {

    private static final String STAGE = "setting a savepoint";

    private Savepoint() {}

    /** Runs the work; when it fails, what it did on this connection is undone. */
    public static <T> T attempt(Connection connection, Supplier<T> work) {
        Sql.execute(connection, STAGE, "savepoint daybook_attempt");
        T result;
        try {
            result = work.get();
        } catch (RuntimeException failure) {
            undo(connection, failure);
            throw failure;
        }
        Sql.execute(connection, STAGE, "release savepoint daybook_attempt");
        return result;
    }

    private static void undo(Connection connection, RuntimeException cause) {
        try {
            Sql.execute(
                    connection,
                    STAGE,
                    "rollback to savepoint daybook_attempt",
                    "release savepoint daybook_attempt");
        } catch (RuntimeException exception) {
            cause.addSuppressed(exception);
        }
    }
}
