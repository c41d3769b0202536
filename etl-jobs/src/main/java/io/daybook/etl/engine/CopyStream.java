package io.daybook.etl.engine;

import io.daybook.etl.database.StatementFailed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * Moves rows from one database to another by binary COPY; never more than a few messages in memory.
 */
public final class CopyStream {

    private static final int GATHERED = 64 * 1024;

    private CopyStream() {}

    /**
     * Streams a query's rows into a table.
     *
     * @return the number of rows
     */
    public static long copy(
            Connection from, String query, Connection to, String table, List<String> columns) {
        String out = "copy (\n" + query + "\n) to stdout (format binary)";
        String in =
                "copy "
                        + table
                        + " ("
                        + String.join(", ", columns)
                        + ") from stdin (format binary)";
        CopyOut reading = null;
        CopyIn writing = null;
        try {
            reading = from.unwrap(PGConnection.class).getCopyAPI().copyOut(out);
            writing = to.unwrap(PGConnection.class).getCopyAPI().copyIn(in);
            forward(reading, writing);
            return writing.endCopy();
        } catch (SQLException exception) {
            cancel(reading == null || !reading.isActive() ? null : reading::cancelCopy);
            cancel(writing == null || !writing.isActive() ? null : writing::cancelCopy);
            throw new StatementFailed("copying into " + table, out, exception);
        }
    }

    /** A message is a row: gathered, they cost either end one system call for many. */
    private static void forward(CopyOut reading, CopyIn writing) throws SQLException {
        byte[] gathered = new byte[GATHERED];
        int length = 0;
        byte[] message;
        while ((message = reading.readFromCopy()) != null) {
            if (length + message.length > GATHERED) {
                writing.writeToCopy(gathered, 0, length);
                length = 0;
            }
            if (message.length > GATHERED) {
                writing.writeToCopy(message, 0, message.length);
            } else {
                System.arraycopy(message, 0, gathered, length, message.length);
                length += message.length;
            }
        }
        if (length > 0) {
            writing.writeToCopy(gathered, 0, length);
        }
    }

    private interface Cancellation {
        void run() throws SQLException;
    }

    /** The other side's copy must end before its connection can roll back. */
    private static void cancel(@Nullable Cancellation cancellation) {
        if (cancellation == null) {
            return;
        }
        try {
            cancellation.run();
        } catch (SQLException exception) {
            // the first failure is the one that is told; this connection is closed by its owner
            return;
        }
    }
}
