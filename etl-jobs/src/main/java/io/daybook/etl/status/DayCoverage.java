package io.daybook.etl.status;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the days of one view are covered by the ledger.
 *
 * @param firstDay the first day held; null when none is
 * @param completeThrough the last final day before the first missing or stale one
 * @param missingDays days of the span without a ledger row, in order
 * @param staleDays days of the span of an older definition, in order
 */
record DayCoverage(
        @Nullable LocalDate firstDay,
        @Nullable LocalDate completeThrough,
        long provisional,
        List<LocalDate> missingDays,
        List<LocalDate> staleDays) {

    static final DayCoverage NONE = new DayCoverage(null, null, 0, List.of(), List.of());

    DayCoverage {
        missingDays = List.copyOf(missingDays);
        staleDays = List.copyOf(staleDays);
    }

    /**
     * A day ends in its last zone at 12:00 UTC of the next day: 36 h after its own midnight UTC.
     */
    private static final Duration END_OF_DAY_EVERYWHERE = Duration.ofHours(36);

    /**
     * Counts the days of the span from the first one held to as-of's UTC day.
     *
     * @param ledger definition version per day
     * @param version the present definition
     * @param floor days before it are sealed and not counted; null when all history is alive
     */
    static DayCoverage of(
            Map<LocalDate, String> ledger,
            String version,
            boolean builtWhole,
            Instant asOf,
            Instant horizon,
            @Nullable LocalDate floor) {
        LocalDate first =
                ledger.keySet().stream()
                        .filter(day -> floor == null || !day.isBefore(floor))
                        .min(LocalDate::compareTo)
                        .orElse(null);
        if (first == null) {
            return NONE;
        }
        LocalDate lastFinal = utcDay(horizon.minus(END_OF_DAY_EVERYWHERE));
        long provisional = 0;
        List<LocalDate> missing = new ArrayList<>();
        List<LocalDate> stale = new ArrayList<>();
        LocalDate complete = null;
        boolean unbroken = builtWhole;
        for (LocalDate day = first; !day.isAfter(utcDay(asOf)); day = day.plusDays(1)) {
            String held = ledger.get(day);
            if (held == null) {
                missing.add(day);
            } else if (!held.equals(version)) {
                stale.add(day);
            }
            provisional += held != null && day.isAfter(lastFinal) ? 1 : 0;
            unbroken &= version.equals(held);
            if (unbroken && !day.isAfter(lastFinal)) {
                complete = day;
            }
        }
        // zones ahead of UTC have a day more: held and provisional, but never missing
        provisional += ledger.keySet().stream().filter(day -> day.isAfter(utcDay(asOf))).count();
        return new DayCoverage(first, complete, provisional, missing, stale);
    }

    long missing() {
        return missingDays.size();
    }

    long stale() {
        return staleDays.size();
    }

    private static LocalDate utcDay(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
