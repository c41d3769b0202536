package io.daybook.api.dashboard;

import static io.daybook.api.testing.VenueRows.bookings;
import static io.daybook.api.testing.VenueRows.ids;

import io.daybook.api.testing.TestStore;
import java.time.LocalDate;
import java.util.stream.Collectors;

/**
 * The events of {@link DashboardStore} and, of the same instant, venues. Of demo two in one
 * currency: each day from 1 February to 15 March venue 1 has 4 successful bookings of tennis and 1
 * cancelled (one at 9, three at 18 o'clock) and earns 100.10 and, by coaching, 20.00; of venue 2
 * there are only 10 and 11 March. Two days in the future have 2 bookings each. Of acme two venues
 * in two currencies, and no event.
 */
final class VenuesStore {

    private VenuesStore() {}

    static TestStore published() {
        return DashboardStore.published()
                .with("venues", bookingRows() + OTHER_ROWS)
                .published("venues", 7, "2026-03-15T12:07:30Z", "2026-02-01", "2026-03-20");
    }

    /** Counts: confirmed, completed, pending, cancelled, no-show, unmapped, slots, coupons. */
    private static String bookingRows() {
        String daily =
                LocalDate.of(2026, 2, 1)
                        .datesUntil(LocalDate.of(2026, 3, 16))
                        .map(
                                day ->
                                        bookings(
                                                "demo",
                                                1,
                                                day.toString(),
                                                1,
                                                "Tennis",
                                                "1 3 0 1 0 0 4 1",
                                                ids(1, 2),
                                                ids(1)))
                        .collect(Collectors.joining());
        return daily
                + bookings(
                        "demo",
                        2,
                        "2026-03-10",
                        2,
                        "Padel <b>",
                        "0 2 0 0 0 0 2 0",
                        ids(3, 4),
                        ids())
                + bookings("demo", 2, "2026-03-11", 0, "", "0 1 0 0 0 0 1 0", ids(), ids())
                + bookings(
                        "demo", 1, "2026-03-18", 1, "Tennis", "2 0 0 0 0 0 2 0", ids(1, 2), ids())
                + bookings(
                        "demo", 1, "2026-03-20", 1, "Tennis", "2 0 0 0 0 0 2 0", ids(1, 2), ids())
                + bookings("acme", 7, "2026-03-10", 3, "Golf", "0 1 0 0 0 0 1 0", ids(9), ids());
    }

    private static final String OTHER_ROWS =
            """
            insert into venue_directory values
                ('demo', 1, 'Riverside', 'Europe/Berlin', 'EUR'),
                ('demo', 2, 'Hillside <img src=x onerror=alert(1)>', 'Europe/Berlin', 'EUR'),
                ('acme', 7, 'Bayside', 'Asia/Tokyo', 'JPY'),
                ('acme', 8, 'Parkside', 'Europe/London', 'GBP');
            insert into venue_sports values
                ('demo', 1, 1, 'Tennis'), ('demo', 2, 2, 'Padel <b>'), ('demo', 2, 0, null),
                ('acme', 7, 3, 'Golf');
            insert into venue_slot_capacity
            select 'demo', 1, 1, weekday, 8 from generate_series(1, 7) as weekday;
            -- members, active, inactive, unmapped, trial users, converted
            insert into venue_members values
                ('demo', 1, 9, 6, 3, 0, 4, 1), ('demo', 2, 2, 2, 0, 0, 0, 0),
                ('acme', 7, 1, 1, 0, 0, 0, 0);
            insert into venue_hourly_bookings
            select 'demo', 1, cast(day as date), 1, hour, case hour when 9 then 1 else 3 end
            from generate_series(date '2026-02-01', date '2026-03-15', interval '1 day') as day
            cross join (values (9), (18)) as at (hour);
            insert into venue_hourly_bookings values
                ('demo', 2, '2026-03-10', 2, 18, 2), ('demo', 2, '2026-03-11', 0, 20, 1),
                ('demo', 1, '2026-03-18', 1, 18, 2), ('demo', 1, '2026-03-20', 1, 18, 2),
                ('acme', 7, '2026-03-10', 3, 5, 1);
            -- amount and count of booking, coaching, other, refunded, disputed, pending, failed,
            -- unmapped
            insert into venue_daily_revenue
            select 'demo', 1, cast(day as date), 1, 'EUR',
                100.10, 1, 20, 1, 0, 0,
                case when day = date '2026-03-12' then 30 else 0 end,
                case when day = date '2026-03-12' then 1 else 0 end,
                case when day = date '2026-03-12' then 12.5 else 0 end,
                case when day = date '2026-03-12' then 1 else 0 end,
                0, 0, 0, 0, 0, 0
            from generate_series(date '2026-02-01', date '2026-03-15', interval '1 day') as day;
            insert into venue_daily_revenue values
                ('demo', 2, '2026-03-10', 2, 'EUR',
                    50.55, 1, 0, 0, 9.45, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                ('acme', 7, '2026-03-10', 3, 'JPY',
                    500, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                ('acme', 8, '2026-03-11', 3, 'GBP',
                    99.5, 1, 0, 0, 0, 0, 0, 0, 40, 1, 0, 0, 0, 0, 0, 0);
            """;
}
