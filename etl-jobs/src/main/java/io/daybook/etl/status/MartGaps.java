package io.daybook.etl.status;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one mart lacks, and what to do about each.
 *
 * @param generation null before the first publication, as is {@code asOf}; then there are no gaps,
 *     as nothing is held that could have any
 * @param complete views of which no day is missing or of an older definition
 */
public record MartGaps(
        String mart,
        @Nullable Long generation,
        @Nullable Instant asOf,
        List<String> complete,
        List<Gap> gaps) {

    public MartGaps {
        complete = List.copyOf(complete);
        gaps = List.copyOf(gaps);
    }

    /** Why something is not there. */
    public enum Kind {
        /** A view that was never built. */
        NOT_BUILT,
        /** Days between the first one held and as-of that the ledger lacks. */
        MISSING,
        /** Days, or a view without days, computed under an older definition. */
        STALE,
        /** A slice, or an entity, that keeps its last good rows. */
        HELD_BACK,
        /** A row of the source that is left out. */
        BAD_ROW;

        /** As people read it, also in JSON. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * One gap: days {@code from} to {@code to}, both inclusive, of a view; a slice; or a row.
     *
     * @param view null when all views are concerned
     * @param table the source's table that {@code key} belongs to; null for days
     * @param check the check that left a row out
     * @param next what closes the gap
     */
    public record Gap(
            Kind kind,
            @Nullable String view,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String tenantId,
            @Nullable String table,
            @Nullable Long key,
            @Nullable String check,
            @Nullable String reason,
            @Nullable Instant since,
            String next) {}
}
