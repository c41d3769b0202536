package io.daybook.api.testing;

import static io.daybook.api.testing.VenueRows.bookings;
import static io.daybook.api.testing.VenueRows.ids;

/**
 * A store with venues of two tenants, worked out by hand. Of demo two venues with one currency: 1
 * has two sports, bookings without a sport and capacity, 2 has a booking in the future. Of acme
 * three venues with three currencies, of which one has no minor unit.
 */
public final class VenueStore {

    private static final String ROWS =
            bookings("demo", 1, "2026-03-01", 1, "Tennis", "0 0 0 0 0 0 0 0", ids(), ids())
                    + bookings(
                            "demo",
                            1,
                            "2026-03-10",
                            1,
                            "Tennis",
                            "0 3 0 1 0 0 4 1",
                            ids(101, 102),
                            ids(101))
                    + bookings(
                            "demo", 1, "2026-03-12", 2, "Padel", "0 1 0 0 1 0 2 0", ids(102), ids())
                    + bookings("demo", 1, "2026-03-12", 0, "", "0 1 0 0 0 0 1 0", ids(), ids())
                    + bookings(
                            "demo",
                            2,
                            "2026-03-12",
                            1,
                            "Tennis",
                            "0 1 1 0 0 1 1 1",
                            ids(103),
                            ids())
                    + bookings(
                            "demo",
                            2,
                            "2026-03-20",
                            1,
                            "Tennis",
                            "2 0 0 0 0 0 2 0",
                            ids(102, 104),
                            ids())
                    + bookings(
                            "acme", 7, "2026-03-10", 3, "Golf", "0 1 0 0 0 0 1 0", ids(901), ids())
                    + """
                    insert into venue_directory values
                        ('demo', 1, 'Riverside', 'Europe/Berlin', 'EUR'),
                        ('demo', 2, 'Hillside', 'Europe/Vienna', 'EUR'),
                        ('acme', 7, 'Bayside', 'Asia/Tokyo', 'JPY'),
                        ('acme', 8, 'Parkside', 'Europe/London', 'GBP'),
                        ('acme', 9, 'Lakeside', 'Europe/Berlin', 'EUR');
                    insert into venue_sports values
                        ('demo', 1, 0, null), ('demo', 1, 1, 'Tennis'), ('demo', 1, 2, 'Padel'),
                        ('demo', 2, 1, 'Tennis'), ('acme', 7, 3, 'Golf');
                    insert into venue_slot_capacity
                    select 'demo', 1, 1, weekday, 2 from generate_series(1, 7) as weekday;
                    insert into venue_slot_capacity values
                        ('demo', 1, 2, 4, 5), ('demo', 2, 1, 1, 0);
                    insert into venue_members values
                        ('demo', 0, 2, 1, 1, 0, 1, 1),
                        ('demo', 1, 10, 6, 3, 1, 4, 1),
                        ('demo', 2, 2, 2, 0, 0, 0, 0),
                        ('acme', 7, 1, 1, 0, 0, 0, 0);
                    insert into venue_hourly_bookings values
                        ('demo', 1, '2026-03-10', 1, 7, 0),
                        ('demo', 1, '2026-03-10', 1, 9, 1),
                        ('demo', 1, '2026-03-10', 1, 18, 2),
                        ('demo', 1, '2026-03-12', 2, 18, 1),
                        ('demo', 1, '2026-03-12', 0, 23, 1),
                        ('demo', 2, '2026-03-12', 1, 18, 1),
                        ('demo', 2, '2026-03-20', 1, 20, 2),
                        ('acme', 7, '2026-03-10', 3, 5, 1);
                    -- booking, coaching, other, refunded, disputed, pending, failed, unmapped
                    insert into venue_daily_revenue values
                        ('demo', 1, '2026-03-10', 1, 'EUR',
                            30, 3, 10.5, 1, 0, 0, 5, 1, 0, 0, 0, 0, 0, 0, 0, 0),
                        ('demo', 1, '2026-03-12', 0, 'EUR',
                            -2, 1, 0, 0, 7.25, 1, 0, 0, 1.005, 1, 0, 0, 0, 0, 0, 0),
                        ('demo', 2, '2026-03-12', 1, 'EUR',
                            12, 1, 0, 0, 0, 0, 0, 0, 0, 0, 99, 1, 50, 1, 3, 1),
                        ('demo', 2, '2026-03-14', 1, 'EUR',
                            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 1, 0, 0, 0, 0),
                        ('acme', 7, '2026-03-10', 3, 'JPY',
                            500, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                        ('acme', 8, '2026-03-10', 3, 'GBP',
                            100, 1, 0, 0, 0, 0, 40, 1, 0, 0, 0, 0, 0, 0, 0, 0),
                        ('acme', 9, '2026-03-12', 3, 'EUR',
                            50, 1, 5, 1, 0, 0, 0, 0, 8, 2, 0, 0, 0, 0, 0, 0);
                    """;

    private VenueStore() {}

    /** Not published. */
    public static TestStore filled() {
        return TestStore.empty().with("venues", ROWS);
    }

    /** As of 15 March 2026. */
    public static TestStore published() {
        return filled().published("venues", 1, "2026-03-15T12:07:30Z", "2026-03-10", "2026-03-20");
    }
}
