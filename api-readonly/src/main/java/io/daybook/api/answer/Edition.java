package io.daybook.api.answer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which publication of a mart an answer was read from.
 *
 * @param generation 0 before the first publication
 * @param asOf the instant of the source that the generation reflects; null before the first
 * @param stale why it should not be taken for today's; null when there is no reason
 */
public record Edition(long generation, @Nullable Instant asOf, @Nullable Stale stale) {

    /** The reasons of the header {@code Daybook-Stale}: this list is closed. */
    public enum Stale {
        NEVER_PUBLISHED("never-published"),
        OLDER_THAN_LIMIT("older-than-limit"),
        MISSING_DAYS("missing-days"),
        STORE_UNREACHABLE("store-unreachable");

        private final String text;

        Stale(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The instant of a generation that exists. */
    public Instant instant() {
        if (asOf == null) {
            throw new IllegalStateException("never published");
        }
        return asOf;
    }

    public boolean published() {
        return asOf != null;
    }
}
