package io.daybook.etl.doctor;

import io.daybook.etl.database.Sql;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;

/**
 * How far the servers' clocks are ahead of this computer's.
 *
 * @param source negative when it is behind
 */
record ServerClocks(Duration source, Duration store) {

    private static final String CHECK = "clocks";

    /** More than a round trip to any server, less than {@code source.overlap}. */
    private static final Duration CLOSE = Duration.ofSeconds(5);

    static ServerClocks read(Clock clock, Connection source, Connection store) {
        return new ServerClocks(ahead(clock, source), ahead(clock, store));
    }

    private static Duration ahead(Clock clock, Connection connection) {
        Instant before = clock.instant();
        Instant server =
                Sql.one(
                        connection,
                        CHECK,
                        "select clock_timestamp()",
                        row -> row.getObject(1, OffsetDateTime.class).toInstant());
        Instant middle = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
        return Duration.between(middle, server);
    }

    Finding finding() {
        String found =
                "source %s, store %s against this computer"
                        .formatted(seconds(source), seconds(store));
        boolean close = near(source) && near(store) && near(source.minus(store));
        return close
                ? Finding.ok(CHECK, found)
                : Finding.warning(
                        CHECK,
                        found + " (expected less than %d s)".formatted(CLOSE.toSeconds()),
                        "Set the clocks by NTP. Runs go by the source's and the store's own time"
                                + " only, but logs and what applications stamp do not.",
                        List.of());
    }

    private static boolean near(Duration difference) {
        return difference.abs().compareTo(CLOSE) <= 0;
    }

    private static String seconds(Duration difference) {
        return String.format(Locale.ROOT, "%+.1f s", difference.toMillis() / 1000.0);
    }
}
