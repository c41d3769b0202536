package io.daybook.api.venues;

import io.daybook.api.figure.Money;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The currencies of a selection: those of its venues and those of their rows, which a venue that is
 * held back keeps. Amounts of several are never added.
 */
public record Currencies(SortedSet<String> codes) {

    /** ISO 4217's code for no currency. */
    public static final String NONE = "XXX";

    public static Currencies of(List<VenueRow> venues, Collection<String> ofRows) {
        SortedSet<String> codes = new TreeSet<>(ofRows);
        venues.forEach(venue -> codes.add(venue.currency()));
        return new Currencies(codes);
    }

    public boolean isMixed() {
        return codes.size() > 1;
    }

    /** The one currency; null when there are several, or none. */
    public @Nullable String only() {
        return codes.size() == 1 ? codes.first() : null;
    }

    /** An amount of the one currency; null when there are several. */
    public @Nullable BigDecimal amount(BigDecimal amount) {
        return isMixed() ? null : Money.of(amount, codes.isEmpty() ? NONE : codes.first());
    }
}
