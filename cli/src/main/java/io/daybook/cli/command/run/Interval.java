package io.daybook.cli.command.run;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often a run is repeated, as given on the command line. */
final class Interval {

    /** Enough digits for a day in seconds. */
    private static final Pattern TEXT = Pattern.compile("(\\d{1,5})([smh])");

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private Interval() {}

    /** Reads {@code 10s}, {@code 1m} or {@code 1h}; empty when it is none from 1s to 24h. */
    static Optional<Duration> of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(matcher.group(1));
        Duration interval =
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    default -> Duration.ofHours(count);
                };
        return Optional.of(interval)
                .filter(given -> given.compareTo(SHORTEST) >= 0)
                .filter(given -> given.compareTo(LONGEST) <= 0);
    }
}
