package io.daybook.etl.venues;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.MetricText;
import io.daybook.etl.testing.VenuesMart;
import io.daybook.etl.testing.VenuesRows;
import org.junit.jupiter.api.Test;

/** Bookings of a local day by status, and who made the successful ones. */
class VenueDailyBookingsViewIntegrationTest {

    private final VenuesMart mart = VenuesMart.create();
    private final VenuesRows rows = new VenuesRows(mart);

    @Test
    void countsABookingUnderItsStatusSportAndLocalDay() {
        rows.venue(1, "timezone=Europe/Berlin").sport(4, "Padel");
        String noon = "2024-01-10T12:00Z";
        rows.booking(1, 1, noon, "sport_id=4", "member_id=7", "slots=2", "coupon_code=SPRING")
                .booking(2, 1, noon, "sport_id=4", "member_id=7", "status=Completed")
                .booking(3, 1, noon, "sport_id=4", "status=Completed", "slots=3")
                .booking(4, 1, noon, "sport_id=4", "member_id=8", "status=Pending")
                .booking(5, 1, noon, "sport_id=4", "member_id=8", "status=Cancelled")
                .booking(6, 1, noon, "sport_id=4", "member_id=9", "status=No-Show")
                .booking(7, 1, noon, "sport_id=4", "member_id=9", "status=completed")
                .booking(8, 1, noon, "member_id=8")
                .booking(9, 1, noon, "sport_id=5", "member_id=5000000000")
                // in Berlin the 10th ends at 23:00 UTC
                .booking(10, 1, "2024-01-10T22:59:59.999999Z", "member_id=8")
                .booking(11, 1, "2024-01-10T23:00Z", "member_id=8")
                .booking(12, 99, noon);
        mart.change(
                "update booking set coupon_code = 'SPRING' where status in ('Pending', 'Cancelled')");

        assertThat(mart.run().exitCode()).isEqualTo(3); // booking 12 names no venue

        // Padel: 1 + 2 + 3 succeeded with 2 + 1 + 3 slots; 7 came twice, a guest is nobody; sport 5
        // has no name; a coupon counts where the booking succeeded
        assertThat(table("venue_daily_bookings"))
                .isEqualTo(
                        """
                        acme 1 2024-01-10 0 | confirmed_count=2 booking_count=2 slots_booked=2 members_once_size=1 members_twice_size=1
                        acme 1 2024-01-10 4 | sport_name=Padel confirmed_count=1 completed_count=2 pending_count=1 cancelled_count=1 no_show_count=1 unmapped_count=1 booking_count=7 slots_booked=6 coupon_redemptions=1 members_once_size=1 members_twice_size=1
                        acme 1 2024-01-10 5 | confirmed_count=1 booking_count=1 slots_booked=1 members_once_size=1
                        acme 1 2024-01-11 0 | confirmed_count=1 booking_count=1 slots_booked=1 members_once_size=1
                        """);
        assertThat(
                        mart.store.rows(
                                """
                                select sport_id, members_once_md5 = md5('{7}'),
                                    members_once_md5 = md5('{5000000000}'),
                                    members_twice_md5 = md5('{}')
                                from venues.venue_daily_bookings
                                where day = '2024-01-10' and sport_id > 0
                                order by sport_id
                                """))
                .containsExactly("4 | t | f | f", "5 | f | t | t");
    }

    private String table(String stem) {
        return MetricText.of(mart, stem);
    }
}
