package io.daybook.etl.venues;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.MetricText;
import io.daybook.etl.testing.VenuesMart;
import io.daybook.etl.testing.VenuesRows;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The numbered edge cases of the mart's requirements, as far as tables show them; what only a
 * payload shows (5, 12, 13, and the utilisation of 14) is tested with the API.
 */
class VenuesEdgeCasesIntegrationTest {

    private final VenuesMart mart = VenuesMart.create();
    private final VenuesRows rows = new VenuesRows(mart);

    @Test
    void oneStateOfTheSource() {
        // 11: two venues of two currencies and zones
        rows.venue(1, "timezone=Europe/Berlin")
                .venue(2, "timezone=America/New_York", "currency=USD")
                // 1: 23:30 local on the last day of January
                .booking(1, 1, "2024-01-31T22:30Z", "member_id=7")
                // 2: a code of blanks, 3: a guest
                .booking(2, 1, "2024-01-20T12:00Z", "coupon_code=   ", "status=Completed")
                .booking(3, 1, "2024-01-20T12:00Z", "coupon_code=A")
                // 4: member 7 in the other venue, too
                .booking(4, 2, "2024-01-31T22:30Z", "member_id=7")
                // 8: a status in another case
                .booking(5, 1, "2024-01-20T12:00Z", "status=CONFIRMED")
                // 6: a refund without a booking, 7: a correction below zero
                .transaction(1, 1, "2024-01-20T12:00Z", "status=Refunded", "amount=15")
                .transaction(2, 1, "2024-01-20T12:00Z", "amount=100")
                .transaction(3, 1, "2024-01-20T12:00Z", "amount=-100.5")
                .transaction(4, 2, "2024-01-20T12:00Z", "amount=5")
                // 14: no slots
                .capacity(1, 4, 1, 0);

        RunReport report = mart.run();

        assertThat(report.exitCode()).isZero();
        assertThat(report.findings())
                .containsExactly(
                        new RunReport.Finding("booking_status", "booking status CONFIRMED", 1));
        assertThat(table("venue_daily_bookings"))
                .isEqualTo(
                        """
                        acme 1 2024-01-20 0 | confirmed_count=1 completed_count=1 unmapped_count=1 booking_count=3 slots_booked=2 coupon_redemptions=1
                        acme 1 2024-01-31 0 | confirmed_count=1 booking_count=1 slots_booked=1 members_once_size=1
                        acme 2 2024-01-31 0 | confirmed_count=1 booking_count=1 slots_booked=1 members_once_size=1
                        """);
        assertThat(table("venue_daily_revenue"))
                .isEqualTo(
                        """
                        acme 1 2024-01-20 0 EUR | booking_success_amount=-0.5000 booking_success_count=2 refunded_amount=15.0000 refunded_count=1
                        acme 2 2024-01-20 0 USD | booking_success_amount=5.0000 booking_success_count=1
                        """);
        assertThat(table("venue_slot_capacity")).isEqualTo("acme 1 4 1 |\n");
    }

    @Test
    void case09ARescheduledBookingIsOnItsNewDayAtOnceAndOffTheOldOneAfterVerification() {
        rows.venue(1).booking(1, 1, "2024-01-10T12:00Z").booking(2, 1, "2024-01-10T12:00Z");
        mart.run();
        mart.change(
                "update booking set starts_at = '2024-01-12T12:00Z', updated_at = clock_timestamp()"
                        + " where booking_id = 2");

        mart.run();
        assertThat(days()).containsExactly("2024-01-10 | 2", "2024-01-12 | 1");

        // unmarked since: the bookings and the hours of the day it left
        assertThat(mart.verify(true).driftCount()).isEqualTo(2);
        assertThat(days()).containsExactly("2024-01-10 | 1", "2024-01-12 | 1");
    }

    @Test
    void case10ZoneChangedAnd16CompletedThenCancelledAnd17HomeVenueChanged() {
        rows.venue(1, "timezone=Europe/Berlin")
                .booking(1, 1, "2024-01-10T23:30Z", "status=Completed")
                .transaction(1, 1, "2024-01-10T23:30Z")
                .member(1, "venue_id=1")
                .member(2, "venue_id=1");
        mart.run();
        assertThat(days()).containsExactly("2024-01-11 | 1");
        mart.change(
                """
                update venue set timezone = 'UTC', updated_at = clock_timestamp();
                update booking set status = 'Cancelled', updated_at = clock_timestamp();
                update member set venue_id = 2, updated_at = clock_timestamp() where member_id = 2
                """);

        mart.run();

        assertThat(table("venue_daily_bookings"))
                .isEqualTo("acme 1 2024-01-10 0 | cancelled_count=1 booking_count=1\n");
        assertThat(table("venue_daily_revenue"))
                .isEqualTo(
                        "acme 1 2024-01-10 0 EUR | booking_success_amount=10.0000"
                                + " booking_success_count=1\n");
        assertThat(table("venue_members"))
                .isEqualTo(
                        """
                        acme 1 | member_count=1 active_count=1
                        acme 2 | member_count=1 active_count=1
                        """);
        assertThat(mart.differences()).isEmpty();
    }

    @Test
    void case15ATransactionWithoutVenueIsNamedByEveryRunUntilMended() {
        rows.venue(1)
                .transaction(1, 1, "2024-01-10T12:00Z", "venue_id=null")
                .transaction(2, 99, "2024-01-10T12:00Z");

        for (int run = 1; run <= 2; run++) {
            RunReport report = mart.run();
            assertThat(report.exitCode()).isEqualTo(3);
            assertThat(report.badRows())
                    .extracting(bad -> bad.key() + " " + bad.reason())
                    .containsExactly(
                            "1 transaction has no venue",
                            "2 transaction names a venue that does not exist");
        }
        assertThat(table("venue_daily_revenue")).isEmpty();

        mart.change("update transaction set venue_id = 1, updated_at = clock_timestamp()");
        assertThat(mart.run().exitCode()).isZero();
        assertThat(table("venue_daily_revenue"))
                .isEqualTo(
                        "acme 1 2024-01-10 0 EUR | booking_success_amount=20.0000"
                                + " booking_success_count=2\n");
    }

    @Test
    void everyOtherKindOfBadRowIsNamed() {
        rows.venue(0)
                .venue(1)
                .venue(2, "tenant_id=")
                .sport(0, "Nothing")
                .member(1, "tenant_id=")
                .booking(1, 0, "infinity")
                .booking(2, 99, "2024-01-10T12:00Z")
                .transaction(1, 0, "1800-01-01T00:00Z")
                .transaction(2, 0, "2024-01-10T12:00Z", "status=Lost")
                .booking(3, 0, "2024-01-10T12:00Z", "sport_id=4")
                .transaction(3, 1, "2024-01-10T12:00Z", "booking_id=3")
                .capacity(98, 4, 1, 12)
                .capacity(98, 4, 2, 12)
                .member(2, "status=Gone");

        RunReport report = mart.run();

        assertThat(report.badRows())
                .extracting(bad -> bad.check() + " " + bad.key())
                .containsExactly(
                        "booking_clock 1",
                        "booking_without_venue 2",
                        "capacity_without_venue 98",
                        "member_null_key 1",
                        "sport_zero 0",
                        "transaction_clock 1",
                        "transaction_venue_differs 3",
                        "venue_null_key 0",
                        "venue_null_key 2");
        assertThat(report.findings())
                .extracting(RunReport.Finding::reason)
                .containsExactly("member status Gone", "transaction status Lost");
        // earned where the transaction says, by the sport of its booking
        assertThat(
                        mart.table(
                                "venue_daily_revenue",
                                "venue_id",
                                "sport_id",
                                "booking_success_amount"))
                .contains("1 | 4 | 10.0000");

        // a venue that comes late finds its capacity
        rows.venue(98);
        report = mart.run();

        assertThat(report.badRows())
                .extracting(RunReport.BadRow::check)
                .doesNotContain("capacity_without_venue");
        assertThat(mart.table("venue_slot_capacity", "venue_id", "weekday", "slots_per_day"))
                .containsExactly("98 | 1 | 12", "98 | 2 | 12");
    }

    private List<String> days() {
        return mart.store.rows(
                "select day, booking_count from venues.venue_daily_bookings order by day");
    }

    private String table(String stem) {
        return MetricText.of(mart, stem);
    }
}
