package io.daybook.api.sets;

import io.daybook.schema.sets.StoredSet;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/**
 * The ids that occur at least once and at least twice in what has been merged so far.
 *
 * <p>Merging is associative and commutative, so rows may come in any order and any split: an id is
 * there once when it is in either; twice when it is twice in either, or once in both. Not
 * thread-safe.
 */
final class RepeatSets {

    private final IdSet once = new IdSet();
    private final IdSet twice = new IdSet();
    private final LongConsumer seen = this::see;
    private final LongConsumer seenTwice = twice::add;

    /**
     * Merges one row.
     *
     * @throws io.daybook.schema.sets.InvalidSet when the bytes are no sets
     */
    void add(ByteBuffer storedOnce, ByteBuffer storedTwice) {
        StoredSet.read(storedOnce, seen);
        StoredSet.read(storedTwice, seenTwice);
    }

    private void see(long id) {
        if (!once.add(id)) {
            twice.add(id);
        }
    }

    void add(RepeatSets other) {
        twice.addCommon(once, other.once);
        twice.addAll(other.twice);
        once.addAll(other.once);
    }

    RepeatCounts counts() {
        return new RepeatCounts(once.size(), twice.size());
    }
}
