package io.daybook.etl.venues;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.MetricText;
import io.daybook.etl.testing.VenuesMart;
import io.daybook.etl.testing.VenuesRows;
import org.junit.jupiter.api.Test;

/** Successful bookings by the hour on the wall. */
class VenueHourlyBookingsViewIntegrationTest {

    private final VenuesMart mart = VenuesMart.create();
    private final VenuesRows rows = new VenuesRows(mart);

    @Test
    void countsSuccessfulBookingsByTheHourThatTheClockShowed() {
        rows.venue(1, "timezone=Europe/Berlin")
                .booking(1, 1, "2024-01-10T17:00Z", "sport_id=4")
                .booking(2, 1, "2024-01-10T17:59:59Z", "sport_id=4", "status=Completed")
                .booking(3, 1, "2024-01-10T18:00Z", "sport_id=4", "status=Cancelled")
                .booking(4, 1, "2024-01-10T22:30Z")
                .booking(5, 1, "2024-01-10T23:00Z")
                // on 27 October 2024 it is 02:30 twice, an hour apart
                .booking(6, 1, "2024-10-27T00:30Z")
                .booking(7, 1, "2024-10-27T01:30Z");

        mart.run();

        assertThat(table("venue_hourly_bookings"))
                .isEqualTo(
                        """
                        acme 1 2024-01-10 0 23 | successful_count=1
                        acme 1 2024-01-10 4 18 | successful_count=2
                        acme 1 2024-01-10 4 19 |
                        acme 1 2024-01-11 0 0 | successful_count=1
                        acme 1 2024-10-27 0 2 | successful_count=2
                        """);
    }

    private String table(String stem) {
        return MetricText.of(mart, stem);
    }
}
