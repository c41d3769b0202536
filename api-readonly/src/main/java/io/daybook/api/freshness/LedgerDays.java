package io.daybook.api.freshness;

import io.daybook.api.answer.MartViews;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The days of a mart, judged by its ledger.
 *
 * @param held per view the days it has a row for
 * @param stale per view those of an older definition
 * @param whole the views that were built whole under their present definition
 * @param horizon of the newest publication
 * @param last as-of's UTC day: the last day that a view must hold
 */
record LedgerDays(
        MartViews views,
        Map<String, Set<LocalDate>> held,
        Map<String, Set<LocalDate>> stale,
        Set<String> whole,
        Instant horizon,
        LocalDate last) {

    /** Days held whose end, in the last zone on earth, the horizon has not passed. */
    List<LocalDate> provisional() {
        return held.values().stream()
                .flatMap(Set::stream)
                .distinct()
                .sorted()
                .filter(day -> day.isAfter(lastFinal()))
                .toList();
    }

    /** Days from a view's first one to the last that it has no row for, over all views. */
    SortedSet<LocalDate> missing() {
        SortedSet<LocalDate> missing = new TreeSet<>();
        for (String view : views.daily()) {
            Set<LocalDate> days = held.getOrDefault(view, Set.of());
            days.stream()
                    .min(LocalDate::compareTo)
                    .filter(first -> !first.isAfter(last))
                    .ifPresent(
                            first ->
                                    first.datesUntil(last.plusDays(1))
                                            .filter(day -> !days.contains(day))
                                            .forEach(missing::add));
        }
        return missing;
    }

    /** Days up to the last that a view holds under an older definition, over all views. */
    SortedSet<LocalDate> staleDays() {
        return stale.values().stream()
                .flatMap(Set::stream)
                .filter(day -> !day.isAfter(last))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The last final day before the first missing or stale one; null when there is none. */
    @Nullable LocalDate completeThrough() {
        LocalDate first =
                held.values().stream().flatMap(Set::stream).min(LocalDate::compareTo).orElse(null);
        if (first == null || !whole.containsAll(views.all())) {
            return null;
        }
        SortedSet<LocalDate> broken = new TreeSet<>(missing());
        broken.addAll(staleDays());
        LocalDate unbroken = broken.isEmpty() ? last : broken.first().minusDays(1);
        LocalDate complete = unbroken.isBefore(lastFinal()) ? unbroken : lastFinal();
        return complete.isBefore(first) ? null : complete;
    }

    /** The horizon has passed 12:00 UTC of the day after it: its end in the last zone on earth. */
    private LocalDate lastFinal() {
        return horizon.minus(Duration.ofHours(12))
                .minusNanos(1)
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .minusDays(1);
    }
}
