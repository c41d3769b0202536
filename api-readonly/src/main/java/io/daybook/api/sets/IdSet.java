package io.daybook.api.sets;

import io.daybook.schema.sets.StoredSet;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * A set of 64-bit ids that grows: a 32-bit Roaring bitmap for each upper half. Neighbouring ids
 * share it, so the one used last is at hand. Not thread-safe.
 */
public final class IdSet {

    private final Map<Integer, RoaringBitmap> byUpperHalf = new HashMap<>();
    private int upperHalf;
    private @Nullable RoaringBitmap current;

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
        return bitmap((int) (id >>> 32)).checkedAdd((int) id);
    }

    private RoaringBitmap bitmap(int upper) {
        RoaringBitmap bitmap = current;
        if (bitmap == null || upper != upperHalf) {
            bitmap = byUpperHalf.computeIfAbsent(upper, half -> new RoaringBitmap());
            upperHalf = upper;
            current = bitmap;
        }
        return bitmap;
    }

    void addAll(IdSet other) {
        other.byUpperHalf.forEach((upper, ids) -> bitmap(upper).or(ids));
    }

    /** Adds the ids that both other sets have. */
    void addCommon(IdSet left, IdSet right) {
        left.byUpperHalf.forEach(
                (upper, ids) -> {
                    RoaringBitmap others = right.byUpperHalf.get(upper);
                    if (others != null) {
                        bitmap(upper).or(RoaringBitmap.and(ids, others));
                    }
                });
    }

    /** The number of ids. */
    public long size() {
        return byUpperHalf.values().stream().mapToLong(RoaringBitmap::getLongCardinality).sum();
    }
}
