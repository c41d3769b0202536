package io.daybook.api.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.answer.MartViews;
import io.daybook.schema.catalogue.Catalogue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Days 1 to 5 of March 2026, as-of on the 5th, unless a case says otherwise. */
class LedgerDaysTest {

    private static final MartViews VIEWS = new MartViews(Catalogue.load().mart("events"));
    private static final String ANY = VIEWS.daily().get(0);

    private final Map<String, Set<LocalDate>> held = new HashMap<>();
    private final Map<String, Set<LocalDate>> stale = new HashMap<>();
    private final Set<String> whole = new HashSet<>(VIEWS.all());

    LedgerDaysTest() {
        for (String view : VIEWS.daily()) {
            held.put(view, new HashSet<>(day(1).datesUntil(day(6)).toList()));
        }
    }

    /** Day 3 ends in the last zone on earth on the 4th at 12:00 UTC. */
    @Test
    void aDayIsFinalOnceTheHorizonHasPassedItsEndEverywhere() {
        assertThat(days("2026-03-04T12:00:00Z").completeThrough()).isEqualTo(day(2));
        assertThat(days("2026-03-04T12:00:00.000001Z").completeThrough()).isEqualTo(day(3));
        assertThat(days("2026-03-04T12:00:00Z").provisional())
                .containsExactly(day(3), day(4), day(5));
        assertThat(days("2026-03-04T12:00:00.000001Z").provisional())
                .containsExactly(day(4), day(5));
    }

    @Test
    void oneViewsHoleIsTheMartsHole() {
        held.get(ANY).remove(day(2));
        held.get(ANY).remove(day(5));
        assertThat(days("2026-03-10T00:00:00Z").missing()).containsExactly(day(2), day(5));
        assertThat(days("2026-03-10T00:00:00Z").completeThrough()).isEqualTo(day(1));
    }

    /** After an upgrade the days of a changed view are held, and yet not complete. */
    @Test
    void aDayOfAnOlderDefinitionIsStaleAndNotComplete() {
        stale.put(ANY, Set.of(day(2), day(4)));
        LedgerDays days = days("2026-03-10T00:00:00Z");
        assertThat(days.staleDays()).containsExactly(day(2), day(4));
        assertThat(days.missing()).isEmpty();
        assertThat(days.completeThrough()).isEqualTo(day(1));
    }

    /** A view without facts before the 3rd begins there. */
    @Test
    void aViewsSpanBeginsWithItsOwnFirstDay() {
        held.get(ANY).remove(day(1));
        held.get(ANY).remove(day(2));
        assertThat(days("2026-03-10T00:00:00Z").missing()).isEmpty();
        assertThat(days("2026-03-10T00:00:00Z").completeThrough()).isEqualTo(day(5));
    }

    @Test
    void nothingIsCompleteBeforeTheFirstFinalDay() {
        assertThat(days("2026-03-02T12:00:00Z").completeThrough()).isNull();
        assertThat(days("2026-03-02T12:00:01Z").completeThrough()).isEqualTo(day(1));
    }

    @Test
    void nothingIsCompleteWhileAViewWasNeverBuiltWhole() {
        whole.remove("event_directory");
        assertThat(days("2026-03-10T00:00:00Z").completeThrough()).isNull();
    }

    /** Zones ahead of UTC already hold tomorrow; it is provisional and nothing lacks it. */
    @Test
    void aDayBeyondAsOfIsNeitherMissingNorComplete() {
        held.get(ANY).add(day(6));
        assertThat(days("2026-03-05T01:00:00Z").missing()).isEmpty();
        assertThat(days("2026-03-05T01:00:00Z").provisional())
                .containsExactly(day(4), day(5), day(6));
    }

    @Test
    void anEmptyMartHasNoDays() {
        held.clear();
        LedgerDays days = days("2026-03-10T00:00:00Z");
        assertThat(days.missing()).isEmpty();
        assertThat(days.provisional()).isEmpty();
        assertThat(days.completeThrough()).isNull();
    }

    private LedgerDays days(String horizon) {
        return new LedgerDays(VIEWS, held, stale, whole, Instant.parse(horizon), day(5));
    }

    private static LocalDate day(int day) {
        return LocalDate.of(2026, 3, day);
    }
}
