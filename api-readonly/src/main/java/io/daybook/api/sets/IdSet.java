package io.daybook.api.sets;

import io.daybook.schema.sets.StoredSet;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/**
 * A set of 64-bit ids that grows: a 32-bit Roaring bitmap for each upper half, of which
 * neighbouring ids share one, so the one used last is at hand. When the ids turn out to be
 * scattered over too many of them, each by itself. Not thread-safe.
 */
public final class IdSet {

    /** A bitmap with a single id takes some 250 bytes. */
    private static final int MOST_BITMAPS = 4096;

    private final Map<Integer, RoaringBitmap> byUpperHalf = new HashMap<>();
    private int upperHalf;
    private @Nullable RoaringBitmap current;
    private @Nullable ScatteredIds scattered;

    /**
     * Adds a stored set's ids.
     *
     * @throws io.daybook.schema.sets.InvalidSet when the bytes are no set
     */
    public void add(byte[] stored) {
        StoredSet.read(ByteBuffer.wrap(stored), this::add);
    }

    /** Whether the id is new. */
    boolean add(long id) {
        if (scattered != null) {
            return scattered.add(id);
        }
        int upper = (int) (id >>> 32);
        if (current == null || upper != upperHalf) {
            if (byUpperHalf.size() == MOST_BITMAPS && !byUpperHalf.containsKey(upper)) {
                return scatter().add(id);
            }
            current = byUpperHalf.computeIfAbsent(upper, half -> new RoaringBitmap());
            upperHalf = upper;
        }
        return current.checkedAdd((int) id);
    }

    private ScatteredIds scatter() {
        ScatteredIds ids = new ScatteredIds();
        forEach(ids::add);
        byUpperHalf.clear();
        current = null;
        scattered = ids;
        return ids;
    }

    boolean contains(long id) {
        if (scattered != null) {
            return scattered.contains(id);
        }
        RoaringBitmap ids = byUpperHalf.get((int) (id >>> 32));
        return ids != null && ids.contains((int) id);
    }

    void addAll(IdSet other) {
        other.forEach(this::add);
    }

    /** Adds the ids that both other sets have. */
    void addCommon(IdSet left, IdSet right) {
        left.forEach(
                id -> {
                    if (right.contains(id)) {
                        add(id);
                    }
                });
    }

    private void forEach(LongConsumer ids) {
        if (scattered != null) {
            scattered.forEach(ids);
            return;
        }
        byUpperHalf.forEach(
                (upper, lower) ->
                        lower.forEach(
                                (IntConsumer)
                                        id ->
                                                ids.accept(
                                                        ((long) upper) << 32
                                                                | Integer.toUnsignedLong(id))));
    }

    /** The number of ids. */
    public long size() {
        return scattered != null
                ? scattered.size()
                : byUpperHalf.values().stream().mapToLong(RoaringBitmap::getLongCardinality).sum();
    }
}
