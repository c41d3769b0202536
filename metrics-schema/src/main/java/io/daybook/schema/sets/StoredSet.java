package io.daybook.schema.sets;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.roaringbitmap.longlong.Roaring64NavigableMap;

/**
 * A set of ids as it is stored: the portable serialisation of a 64-bit Roaring bitmap, as the
 * format's specification has it, run-optimised. Equal sets are equal bytes.
 *
 * <p>It is read without making a bitmap of it: a year of a mart is hundreds of thousands of small
 * sets, most of them of less than ten ids.
 */
public final class StoredSet {

    /** What the specification calls them. */
    private static final int WITHOUT_RUNS = 12346;

    private static final int WITH_RUNS = 12347;
    private static final int OFFSETS_FROM = 4;

    /** A container with more values than this is a bitmap. */
    private static final int MOST_IN_ARRAY = 4096;

    private static final int WORDS = 1024;
    private static final int CONTAINERS = 1 << 16;
    private static final int LOW = 0xFFFF;

    private StoredSet() {}

    /**
     * Writes a set.
     *
     * @param ids each once, in any order
     * @param count how many of the array's values are ids
     */
    public static byte[] of(long[] ids, int count) {
        Roaring64NavigableMap set = new Roaring64NavigableMap();
        for (int i = 0; i < count; i++) {
            set.addLong(ids[i]);
        }
        set.runOptimize();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 + 4 * count);
        try {
            set.serializePortable(new DataOutputStream(bytes));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes what a view returns: a {@code bigint[]} as PostgreSQL sends it in binary.
     *
     * @throws InvalidSet unless the ids ascend, each once and none null, as only then the array's
     *     text, whose md5 is stored, is the same for equal sets
     */
    public static byte[] ofArray(ByteBuffer array) {
        int dimensions = array.getInt();
        array.getInt(); // whether there are nulls: seen below
        array.getInt(); // the type, which the statement's cast made bigint
        if (dimensions == 0) {
            return of(new long[0], 0);
        }
        int count = array.getInt();
        int from = array.getInt();
        if (dimensions != 1 || from != 1) {
            throw new InvalidSet("A set of ids is an array of several dimensions or not from 1 on");
        }
        long[] ids = new long[count];
        for (int i = 0; i < count; i++) {
            if (array.getInt() < 0) {
                throw new InvalidSet("A set of ids has a null");
            }
            ids[i] = array.getLong();
            if (i > 0 && ids[i] <= ids[i - 1]) {
                throw new InvalidSet("A set of ids is not sorted, or has an id twice");
            }
        }
        return of(ids, count);
    }

    /**
     * All ids of a set, ascending.
     *
     * @throws InvalidSet when the bytes are no set
     */
    public static long[] ids(ByteBuffer bytes) {
        LongStream.Builder ids = LongStream.builder();
        read(bytes, ids);
        return ids.build().sorted().toArray();
    }

    /**
     * Reads a set from a buffer's position to its limit.
     *
     * @param ids is given each id once; ids below zero come last
     * @throws InvalidSet when the bytes are no set; some ids may have been given already
     */
    public static void read(ByteBuffer bytes, LongConsumer ids) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        try {
            long buckets = bytes.getLong();
            for (long bucket = 0; bucket < buckets; bucket++) {
                long high = ((long) bytes.getInt()) << 32;
                readBucket(bytes, high, ids);
            }
        } catch (BufferUnderflowException | IllegalArgumentException exception) {
            throw new InvalidSet("A stored set of ids ends too early", exception);
        }
        if (bytes.hasRemaining()) {
            throw new InvalidSet("A stored set of ids has bytes behind its end");
        }
    }

    private static void readBucket(ByteBuffer bytes, long high, LongConsumer ids) {
        int cookie = bytes.getInt();
        boolean withRuns = (cookie & LOW) == WITH_RUNS;
        if (!withRuns && cookie != WITHOUT_RUNS) {
            throw new InvalidSet("A stored set of ids is no Roaring bitmap");
        }
        int containers = withRuns ? (cookie >>> 16) + 1 : bytes.getInt();
        if (containers < 0 || containers > CONTAINERS) {
            throw new InvalidSet("A stored set of ids is no Roaring bitmap");
        }
        int runFlags = bytes.position();
        if (withRuns) {
            skip(bytes, (containers + 7) / 8);
        }
        int descriptions = bytes.position();
        skip(bytes, 4 * containers);
        if (!withRuns || containers >= OFFSETS_FROM) {
            skip(bytes, 4 * containers);
        }
        for (int container = 0; container < containers; container++) {
            int description = bytes.getInt(descriptions + 4 * container);
            long first = high | (description & LOW) << 16 & 0xFFFFFFFFL;
            int count = (description >>> 16) + 1;
            if (withRuns && (bytes.get(runFlags + container / 8) >> container % 8 & 1) != 0) {
                readRuns(bytes, first, ids);
            } else if (count <= MOST_IN_ARRAY) {
                readArray(bytes, first, count, ids);
            } else {
                readBits(bytes, first, ids);
            }
        }
    }

    private static void readArray(ByteBuffer bytes, long first, int count, LongConsumer ids) {
        for (int i = 0; i < count; i++) {
            ids.accept(first | bytes.getShort() & LOW);
        }
    }

    private static void readRuns(ByteBuffer bytes, long first, LongConsumer ids) {
        int runs = bytes.getShort() & LOW;
        for (int run = 0; run < runs; run++) {
            int start = bytes.getShort() & LOW;
            int further = bytes.getShort() & LOW;
            if (start + further > LOW) {
                throw new InvalidSet("A stored set of ids is no Roaring bitmap");
            }
            for (int value = start; value <= start + further; value++) {
                ids.accept(first | value);
            }
        }
    }

    private static void readBits(ByteBuffer bytes, long first, LongConsumer ids) {
        for (int word = 0; word < WORDS; word++) {
            for (long bits = bytes.getLong(); bits != 0; bits &= bits - 1) {
                ids.accept(first | 64L * word + Long.numberOfTrailingZeros(bits));
            }
        }
    }

    private static void skip(ByteBuffer bytes, int count) {
        bytes.position(bytes.position() + count);
    }
}
