package io.daybook.api.sets;

import io.daybook.schema.sets.CopyRows;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.Select;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads a statement's rows by binary COPY: neither hexadecimal text nor an object for each value.
 * COPY takes no parameters, so the values stand in the statement, as jOOQ writes literals.
 */
final class BinaryRows {

    private BinaryRows() {}

    /**
     * Hands on the rows as they come.
     *
     * @throws org.jooq.exception.DataAccessException when the server fails
     */
    static void read(DSLContext dsl, Select<?> rows, CopyRows.Handler handler) {
        String statement = "copy (" + dsl.renderInlined(rows) + ") to stdout (format binary)";
        dsl.connection(connection -> copy(connection, statement, handler));
    }

    private static void copy(Connection connection, String statement, CopyRows.Handler handler)
            throws SQLException {
        CopyOut out = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statement);
        CopyRows read = new CopyRows(handler);
        byte[] message;
        while ((message = out.readFromCopy()) != null) {
            try {
                read.take(message);
            } catch (RuntimeException failure) {
                leaveOut(out, failure);
                throw failure;
            }
        }
    }

    /**
     * Reads on to the end: the driver's way to cancel leaves what was sent already to whoever is
     * given the connection next.
     */
    private static void leaveOut(CopyOut out, RuntimeException failure) {
        try {
            while (out.readFromCopy() != null) {
                continue;
            }
        } catch (SQLException exception) {
            failure.addSuppressed(exception);
        }
    }

    /** The value of the next field, which is not null; the row moves behind it. */
    static ByteBuffer next(ByteBuffer row) {
        int length = row.getInt();
        ByteBuffer value = row.slice(row.position(), length);
        row.position(row.position() + length);
        return value;
    }
}
