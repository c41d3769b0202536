package io.daybook.api.answer;

import io.daybook.api.answer.Edition.Stale;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A publication and what its ledger says; it stays so until the next.
 *
 * @param generation 0 before the first publication
 * @param asOf null before the first
 * @param hole whether a view lacks a day or was never built whole
 */
record Standing(long generation, @Nullable Instant asOf, boolean hole) {

    static final Standing NONE = new Standing(0, null, false);

    /**
     * How far it may be trusted at that time.
     *
     * @param now by the store's clock
     * @param limit an as-of further back is stale
     */
    Edition at(Instant now, Duration limit) {
        return new Edition(generation, asOf, stale(now, limit));
    }

    /** The same while the store does not answer. */
    Edition unreachable() {
        return new Edition(generation, asOf, Stale.STORE_UNREACHABLE);
    }

    private @Nullable Stale stale(Instant now, Duration limit) {
        if (asOf == null) {
            return Stale.NEVER_PUBLISHED;
        }
        if (asOf.plus(limit).isBefore(now)) {
            return Stale.OLDER_THAN_LIMIT;
        }
        return hole ? Stale.MISSING_DAYS : null;
    }
}
