package io.daybook.api.testing;

import io.daybook.schema.sets.StoredSet;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Rows of the mart venues, as the writer would have stored them. */
public final class VenueRows {

    private VenueRows() {}

    /**
     * An insert into {@code venue_daily_bookings}.
     *
     * @param counts confirmed, completed, pending, cancelled, no-show, unmapped; then slots and
     *     coupon redemptions
     * @param once members with a successful booking
     * @param twice those with several
     */
    public static String bookings(
            String tenant,
            long venue,
            String day,
            long sport,
            String name,
            String counts,
            long[] once,
            long[] twice) {
        long[] numbers = Arrays.stream(counts.split(" ")).mapToLong(Long::parseLong).toArray();
        long all = Arrays.stream(numbers).limit(6).sum();
        return "insert into venue_daily_bookings values ('%s', %d, '%s', %d, %s, %s, %d, %d, %d, %s, %s);"
                .formatted(
                        tenant,
                        venue,
                        day,
                        sport,
                        name.isEmpty() ? "null" : "'" + name + "'",
                        Arrays.stream(numbers)
                                .limit(6)
                                .mapToObj(Long::toString)
                                .collect(Collectors.joining(", ")),
                        all,
                        numbers[6],
                        numbers[7],
                        set(once),
                        set(twice));
    }

    /** The three columns of a set. */
    private static String set(long[] ids) {
        String text =
                Arrays.stream(ids)
                        .sorted()
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining(",", "{", "}"));
        return "'\\x%s', %d, md5('%s')"
                .formatted(
                        HexFormat.of().formatHex(StoredSet.of(ids, ids.length)), ids.length, text);
    }

    public static long[] ids(long... ids) {
        return ids;
    }
}
