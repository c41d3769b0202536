package io.daybook.etl.venues;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.MetricText;
import io.daybook.etl.testing.VenuesMart;
import io.daybook.etl.testing.VenuesRows;
import org.junit.jupiter.api.Test;

/** What was paid, refunded and disputed on a local day, each in one group. */
class VenueDailyRevenueViewIntegrationTest {

    private final VenuesMart mart = VenuesMart.create();
    private final VenuesRows rows = new VenuesRows(mart);

    @Test
    void putsEveryTransactionInExactlyOneGroup() {
        rows.venue(1, "timezone=Asia/Kolkata", "currency=INR")
                .booking(50, 1, "2024-01-05T12:00Z", "sport_id=4")
                .transaction(1, 1, "2024-01-10T12:00Z", "amount=100.10", "booking_id=50")
                .transaction(2, 1, "2024-01-10T12:00Z", "amount=-0.0500", "booking_id=50")
                .transaction(3, 1, "2024-01-10T12:00Z", "type=Coaching", "amount=30", "sport_id=4")
                .transaction(4, 1, "2024-01-10T12:00Z", "type=Shop", "amount=7", "sport_id=4")
                .transaction(5, 1, "2024-01-10T12:00Z", "status=Refunded", "booking_id=50")
                .transaction(6, 1, "2024-01-10T12:00Z", "status=Dispute", "type=Shop", "sport_id=4")
                .transaction(7, 1, "2024-01-10T12:00Z", "status=Pending", "booking_id=50")
                .transaction(8, 1, "2024-01-10T12:00Z", "status=Failed", "booking_id=50")
                .transaction(9, 1, "2024-01-10T12:00Z", "status=success", "booking_id=50")
                // the transaction's own sport goes before that of its booking
                .transaction(10, 1, "2024-01-10T12:00Z", "sport_id=5", "booking_id=50")
                .transaction(11, 1, "2024-01-10T12:00Z", "type=booking", "booking_id=77")
                // in Kolkata the 10th ends at 18:30 UTC
                .transaction(12, 1, "2024-01-10T18:29:59Z", "amount=1", "booking_id=50")
                .transaction(13, 1, "2024-01-10T18:30Z", "amount=2", "booking_id=50");

        assertThat(mart.run().exitCode()).isZero();

        // 100.10 - 0.05 + 1 in three payments; a type in lower case is another one
        assertThat(table("venue_daily_revenue"))
                .isEqualTo(
                        """
                        acme 1 2024-01-10 0 INR | other_success_amount=10.0000 other_success_count=1
                        acme 1 2024-01-10 4 INR | booking_success_amount=101.0500 booking_success_count=3 coaching_success_amount=30.0000 coaching_success_count=1 other_success_amount=7.0000 other_success_count=1 refunded_amount=10.0000 refunded_count=1 disputed_amount=10.0000 disputed_count=1 pending_amount=10.0000 pending_count=1 failed_amount=10.0000 failed_count=1 unmapped_amount=10.0000 unmapped_count=1
                        acme 1 2024-01-10 5 INR | booking_success_amount=10.0000 booking_success_count=1
                        acme 1 2024-01-11 4 INR | booking_success_amount=2.0000 booking_success_count=1
                        """);
    }

    @Test
    void followsTheSportOfTheBooking() {
        rows.venue(1)
                .booking(50, 1, "2024-01-05T12:00Z", "sport_id=4")
                .transaction(1, 1, "2024-01-10T12:00Z", "booking_id=50");
        mart.run();
        mart.change("update booking set sport_id = 5, updated_at = clock_timestamp()");

        mart.run();

        assertThat(table("venue_daily_revenue"))
                .isEqualTo(
                        "acme 1 2024-01-10 5 EUR | booking_success_amount=10.0000"
                                + " booking_success_count=1\n");
    }

    private String table(String stem) {
        return MetricText.of(mart, stem);
    }
}
