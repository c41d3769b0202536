package io.daybook.etl.engine;

import io.daybook.etl.database.StatementFailed;
import io.daybook.schema.sets.CopyRows;
import io.daybook.schema.sets.InvalidSet;
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

    /** Gathered, many rows cost either end one system call. */
    static final int GATHERED = 64 * 1024;

    /** PostgreSQL's state for data that are wrong in some other way than those it knows. */
    private static final String DATA_EXCEPTION = "22000";

    private CopyStream() {}

    /**
     * Streams a query's rows into a table.
     *
     * @return the number of rows
     */
    public static long copy(
            Connection from, String query, Connection to, String table, List<String> columns) {
        return copy(from, query, to, table, columns, CopyStream::forward);
    }

    /**
     * Streams the rows of a view into its staging table; arrays of ids become stored sets on the
     * way.
     *
     * @return the number of rows
     * @throws StatementFailed also for an array that is no set, as a data error
     */
    public static long copy(Connection from, String query, Connection to, MetricTable table) {
        Forward forward =
                table.view().sets().isEmpty()
                        ? CopyStream::forward
                        : (reading, writing) ->
                                SetStream.forward(reading, writing, table.setPlaces());
        return copy(from, query, to, table.staging(), table.columnNames(), forward);
    }

    /** Hands on a query's rows as they come, in binary. */
    public static void read(Connection from, String query, CopyRows.Handler handler) {
        String out = "copy (\n" + query + "\n) to stdout (format binary)";
        CopyOut reading = null;
        try {
            reading = from.unwrap(PGConnection.class).getCopyAPI().copyOut(out);
            CopyRows rows = new CopyRows(handler);
            byte[] message;
            while ((message = reading.readFromCopy()) != null) {
                rows.take(message);
            }
        } catch (SQLException exception) {
            cancel(reading, null);
            throw new StatementFailed("reading rows", out, exception);
        }
    }

    /** Moves every message of one end to the other. */
    @FunctionalInterface
    private interface Forward {
        void all(CopyOut reading, CopyIn writing) throws SQLException;
    }

    private static long copy(
            Connection from,
            String query,
            Connection to,
            String table,
            List<String> columns,
            Forward forward) {
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
            forward.all(reading, writing);
            return writing.endCopy();
        } catch (SQLException exception) {
            cancel(reading, writing);
            throw new StatementFailed("copying into " + table, out, exception);
        } catch (InvalidSet invalid) {
            // the snapshot is still needed, and a cancelled copy leaves what was sent already in it
            cancel(reading == null ? null : readOn(reading));
            cancel(null, writing);
            throw new StatementFailed(
                    "copying into " + table,
                    out,
                    new SQLException(invalid.getMessage(), DATA_EXCEPTION, invalid));
        }
    }

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

    private static Cancellation readOn(CopyOut reading) {
        return () -> {
            while (reading.readFromCopy() != null) {
                continue;
            }
        };
    }

    private static void cancel(@Nullable CopyOut reading, @Nullable CopyIn writing) {
        cancel(reading == null || !reading.isActive() ? null : reading::cancelCopy);
        cancel(writing == null || !writing.isActive() ? null : writing::cancelCopy);
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
