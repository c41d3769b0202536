package io.daybook.api.venues;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import io.daybook.api.testing.VenueRows;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Random bookings, stored by slice, against the same bookings counted one by one. */
class RandomSelectionsIntegrationTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 30);
    private static final int DAYS = 40;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    /**
     * @param member 0: a guest
     */
    private record Booking(
            long venue, long sport, LocalDate day, long member, boolean successful) {}

    private record Slice(long venue, long sport, LocalDate day) {}

    @Test
    void everyRangeAndFilterGivesTheExactRepeatRate() {
        long seed = new Random().nextLong();
        System.out.println("RandomSelectionsIntegrationTest seed " + seed);
        Random random = new Random(seed);
        List<Booking> bookings = bookings(random);
        TestStore store = TestStore.empty().with("venues", rows(bookings));
        store.published("venues", 1, "2026-03-15T12:07:30Z", "2026-03-10", "2026-03-10");
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            for (int i = 0; i < 80; i++) {
                Long venue = random.nextBoolean() ? null : 1L + random.nextInt(3);
                Long sport = random.nextBoolean() ? null : 1L + random.nextInt(3);
                LocalDate start = random.nextInt(4) == 0 ? null : day(random);
                LocalDate end = random.nextInt(4) == 0 ? null : day(random);
                if (start != null && end != null && start.isAfter(end)) {
                    LocalDate earlier = end;
                    end = start;
                    start = earlier;
                }
                String query =
                        parameter("start_date", start)
                                + parameter("end_date", end)
                                + parameter("venue_id", venue)
                                + parameter("sport_id", sport);
                JsonNode general = JSON.readTree(api.get("/metrics/general?" + query).body());
                List<Booking> selected =
                        bookings.stream().filter(selects(venue, sport, start, end)).toList();
                long successful = selected.stream().filter(Booking::successful).count();
                assertThat(general.path("bookings").asLong()).as(query).isEqualTo(successful);
                assertThat(decimal(general.path("slots_utilization_pct")))
                        .as(query)
                        .isEqualTo(percent(successful, selected.size()));
                assertThat(decimal(general.path("repeat_booking_pct")))
                        .as("seed %d, %s", seed, query)
                        .isEqualTo(repeatRate(selected));
            }
        }
    }

    private static List<Booking> bookings(Random random) {
        List<Booking> bookings = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            bookings.add(
                    new Booking(
                            1 + random.nextInt(3),
                            random.nextInt(4),
                            day(random),
                            // some above 32 bits
                            random.nextInt(120) * (random.nextBoolean() ? 1L : 1L << 33),
                            random.nextInt(5) > 0));
        }
        return bookings;
    }

    private static LocalDate day(Random random) {
        return FIRST.plusDays(random.nextInt(DAYS));
    }

    private static Predicate<Booking> selects(
            @Nullable Long venue,
            @Nullable Long sport,
            @Nullable LocalDate start,
            @Nullable LocalDate end) {
        return booking ->
                (venue == null || booking.venue() == venue)
                        && (sport == null || booking.sport() == sport)
                        && (start == null || !booking.day().isBefore(start))
                        && (end == null || !booking.day().isAfter(end));
    }

    private static @Nullable BigDecimal repeatRate(List<Booking> selected) {
        Map<Long, Long> byMember = countByMember(selected);
        return percent(
                byMember.values().stream().filter(count -> count > 1).count(), byMember.size());
    }

    private static Map<Long, Long> countByMember(List<Booking> bookings) {
        return bookings.stream()
                .filter(Booking::successful)
                .filter(booking -> booking.member() != 0)
                .collect(Collectors.groupingBy(Booking::member, Collectors.counting()));
    }

    private static @Nullable BigDecimal percent(long part, long whole) {
        return whole == 0 ? null : BigDecimal.valueOf(part * 1000 / whole, 1);
    }

    private static @Nullable BigDecimal decimal(JsonNode node) {
        return node.isNull() ? null : node.decimalValue();
    }

    private static String parameter(String name, @Nullable Object value) {
        return value == null ? "" : "&" + name + "=" + value;
    }

    private static String rows(List<Booking> bookings) {
        StringBuilder rows =
                new StringBuilder(
                        """
                        insert into venue_directory
                        select 'demo', id, 'Venue', 'UTC', 'EUR' from generate_series(1, 3) as id;
                        """);
        Map<Slice, List<Booking>> slices =
                bookings.stream()
                        .collect(
                                Collectors.groupingBy(
                                        booking ->
                                                new Slice(
                                                        booking.venue(),
                                                        booking.sport(),
                                                        booking.day())));
        slices.forEach((slice, inIt) -> rows.append(row(slice, inIt)));
        return rows.toString();
    }

    private static String row(Slice slice, List<Booking> bookings) {
        long successful = bookings.stream().filter(Booking::successful).count();
        Map<Long, Long> byMember = new TreeMap<>(countByMember(bookings));
        Function<Predicate<Long>, long[]> members =
                count ->
                        byMember.keySet().stream()
                                .filter(member -> count.test(byMember.getOrDefault(member, 0L)))
                                .mapToLong(Long::longValue)
                                .toArray();
        return VenueRows.bookings(
                "demo",
                slice.venue(),
                slice.day().toString(),
                slice.sport(),
                "",
                "%d 0 0 %d 0 0 0 0".formatted(successful, bookings.size() - successful),
                members.apply(count -> count >= 1),
                members.apply(count -> count >= 2));
    }
}
