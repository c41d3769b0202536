package io.daybook.cli.command.run;

import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;

import picocli.CommandLine.Option;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of local days, both inclusive, as given on the command line. */
public final class DayRange {

    /** A clock before it is a bad row: nothing lies there. */
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

    private static final Pattern ISO_DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    @Option(
            names = "--from",
            paramLabel = "DAY",
            required = true,
            description = "First local day, as 2025-01-31.")
    String from = "";

    @Option(
            names = "--to",
            paramLabel = "DAY",
            required = true,
            description = "Last local day, inclusive.")
    String to = "";

    /** A checked range. */
    public record Days(LocalDate from, LocalDate to) {

        long count() {
            return ChronoUnit.DAYS.between(from, to) + 1;
        }

        @Override
        public String toString() {
            return "%s to %s (%d %s)".formatted(from, to, count(), count() == 1 ? "day" : "days");
        }
    }

    /**
     * Checks the range.
     *
     * @param floor days before it are sealed
     * @param mart where one of its views holds days ahead, a year of them may be named
     */
    public Days check(Optional<LocalDate> floor, Mart mart, Clock clock) {
        LocalDate earliest = floor.orElse(EARLIEST);
        boolean ahead = mart.views().stream().anyMatch(View::future);
        LocalDate latest = ahead ? latest(clock).plusYears(1) : latest(clock);
        String expected =
                " (expected a day like 2026-01-31, from %s to %s)".formatted(earliest, latest);
        Days days = new Days(day("--from", from, expected), day("--to", to, expected));
        if (days.from().isAfter(days.to())) {
            throw new InvalidRange(
                    "Invalid range: --from %s is after --to %s%s".formatted(from, to, expected));
        }
        refuseOutside("--from", days.from(), earliest, latest, expected);
        refuseOutside("--to", days.to(), earliest, latest, expected);
        return days;
    }

    /** What a message says when one of the two days is missing. */
    public static String accepted(Clock clock) {
        return "expected both, as days from %s to %s".formatted(EARLIEST, latest(clock));
    }

    private static void refuseOutside(
            String option, LocalDate day, LocalDate earliest, LocalDate latest, String expected) {
        if (day.isBefore(earliest) || day.isAfter(latest)) {
            throw new InvalidRange("Invalid %s: %s%s".formatted(option, day, expected));
        }
    }

    /** Where the day is furthest ahead it is today's date already; nowhere is it tomorrow's. */
    private static LocalDate latest(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(14));
    }

    private static LocalDate day(String option, String text, String expected) {
        try {
            if (ISO_DAY.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeParseException exception) {
            // answered below, like every other text that is no day
        }
        throw new InvalidRange("Invalid %s: %s%s".formatted(option, text, expected));
    }
}
