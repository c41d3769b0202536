package io.daybook.api.venues;

import java.time.LocalDate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Local days from a first to a last, both inclusive; none when one is unknown or they are reversed.
 */
public record Days(@Nullable LocalDate first, @Nullable LocalDate last) {

    /** Ascending. */
    public Stream<LocalDate> stream() {
        return first == null || last == null || first.isAfter(last)
                ? Stream.empty()
                : first.datesUntil(last.plusDays(1));
    }
}
