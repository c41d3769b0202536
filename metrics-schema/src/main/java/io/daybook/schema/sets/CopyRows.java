package io.daybook.schema.sets;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Takes apart what PostgreSQL sends for {@code copy (...) to stdout (format binary)}. Today's
 * servers send a row in a message, but the protocol promises no such thing; a row is handed on once
 * it is whole. Never more than one row and one message in memory.
 */
public final class CopyRows {

    /** {@code PGCOPY\n\377\r\n\0}, flags, and the length of an extension that nothing has. */
    public static final int HEADER = 19;

    /** In the place of a row's number of fields, after the last row. */
    public static final short END = -1;

    /** In the place of a field's length. */
    public static final int NULL = -1;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Handler handler;
    private ByteBuffer unread = NOTHING;
    private boolean begun;
    private boolean ended;

    /** Is given one row after the other. */
    @FunctionalInterface
    public interface Handler {

        /**
         * @param row from its first field's length to its end; good until this returns
         */
        void row(int fields, ByteBuffer row);
    }

    public CopyRows(Handler handler) {
        this.handler = handler;
    }

    /** Takes the next message and hands on the rows that it completes. */
    public void take(byte[] message) {
        unread = joined(message);
        if (!begun && unread.remaining() >= HEADER) {
            unread.position(unread.position() + HEADER);
            begun = true;
        }
        while (begun && !ended && handOn()) {
            continue;
        }
    }

    /** Whether all rows were handed on. */
    public boolean ended() {
        return ended;
    }

    private ByteBuffer joined(byte[] message) {
        if (!unread.hasRemaining()) {
            return ByteBuffer.wrap(message);
        }
        int left = unread.remaining();
        byte[] joined = Arrays.copyOf(rest(unread), left + message.length);
        System.arraycopy(message, 0, joined, left, message.length);
        return ByteBuffer.wrap(joined);
    }

    private static byte[] rest(ByteBuffer buffer) {
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        return rest;
    }

    /** Whether there was a whole row. */
    private boolean handOn() {
        int start = unread.position();
        if (unread.remaining() < Short.BYTES) {
            return false;
        }
        int fields = unread.getShort(start);
        if (fields == END) {
            ended = true;
            return false;
        }
        int end = end(start + Short.BYTES, fields);
        if (end > unread.limit()) {
            return false;
        }
        int limit = unread.limit();
        unread.position(start + Short.BYTES).limit(end);
        handler.row(fields, unread);
        unread.limit(limit).position(end);
        return true;
    }

    /** Where the row ends; somewhere behind the limit when it is not whole. */
    private int end(int start, int fields) {
        int at = start;
        for (int field = 0; field < fields; field++) {
            if (at + Integer.BYTES > unread.limit()) {
                return Integer.MAX_VALUE;
            }
            int length = unread.getInt(at);
            at += Integer.BYTES + Math.max(length, 0);
        }
        return at;
    }
}
