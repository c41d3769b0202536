package io.daybook.etl.engine;

import io.daybook.schema.sets.CopyRows;
import io.daybook.schema.sets.StoredSet;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** Puts a stored set in the place of each array of ids in a binary COPY, row by row. */
final class SetStream {

    private static final byte[] SIGNATURE =
            "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

    private final Set<Integer> sets;
    private final Gathered gathered = new Gathered();

    private SetStream(Set<Integer> sets) {
        this.sets = sets;
    }

    /**
     * Moves all rows.
     *
     * @param sets the places of the fields that hold arrays, from 0 on
     * @throws io.daybook.schema.sets.InvalidSet when an array is no set
     */
    static void forward(CopyOut reading, CopyIn writing, Set<Integer> sets) throws SQLException {
        SetStream stream = new SetStream(sets);
        CopyRows rows = new CopyRows(stream::row);
        stream.begin();
        byte[] message;
        while ((message = reading.readFromCopy()) != null) {
            rows.take(message);
            if (stream.gathered.size() >= CopyStream.GATHERED) {
                stream.gathered.moveTo(writing);
            }
        }
        if (!rows.ended()) {
            throw new SQLException("the source's rows end in the middle");
        }
        stream.gathered.shortValue(CopyRows.END);
        stream.gathered.moveTo(writing);
    }

    private void begin() {
        gathered.writeBytes(SIGNATURE);
        gathered.writeBytes(new byte[CopyRows.HEADER - SIGNATURE.length]);
    }

    private void row(int fields, ByteBuffer row) {
        gathered.shortValue((short) fields);
        for (int place = 0; place < fields; place++) {
            int length = row.getInt();
            if (length == CopyRows.NULL) {
                gathered.intValue(CopyRows.NULL);
                continue;
            }
            ByteBuffer value = row.slice(row.position(), length);
            row.position(row.position() + length);
            byte[] written = sets.contains(place) ? StoredSet.ofArray(value) : bytes(value);
            gathered.intValue(written.length);
            gathered.writeBytes(written);
        }
    }

    private static byte[] bytes(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.get(bytes);
        return bytes;
    }

    /** What is written next, with numbers as PostgreSQL has them: the highest byte first. */
    private static final class Gathered extends ByteArrayOutputStream {

        Gathered() {
            super(2 * CopyStream.GATHERED);
        }

        void shortValue(short value) {
            write(value >> 8);
            write(value);
        }

        void intValue(int value) {
            shortValue((short) (value >> 16));
            shortValue((short) value);
        }

        void moveTo(CopyIn writing) throws SQLException {
            writing.writeToCopy(buf, 0, count);
            reset();
        }
    }
}
