package io.daybook.etl.venues;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.MetricText;
import io.daybook.etl.testing.VenuesMart;
import io.daybook.etl.testing.VenuesRows;
import org.junit.jupiter.api.Test;

/** The sports that have bookings, over the stored days. */
class VenueSportsViewIntegrationTest {

    private final VenuesMart mart = VenuesMart.create();
    private final VenuesRows rows = new VenuesRows(mart);

    @Test
    void listsSportsThatHaveBookingsByTheirPresentName() {
        rows.venue(1)
                .sport(4, "Padel")
                .sport(5, "Chess")
                .booking(1, 1, "2024-01-10T12:00Z", "sport_id=4")
                .booking(2, 1, "2024-02-10T12:00Z", "sport_id=4", "status=Cancelled")
                .booking(3, 1, "2024-02-10T12:00Z")
                .booking(4, 1, "2024-02-10T12:00Z", "sport_id=6");
        mart.run();
        assertThat(table("venue_sports"))
                .isEqualTo("acme 1 0 |\nacme 1 4 | sport_name=Padel\nacme 1 6 |\n");

        // smaller than the old name, so that a day left behind would show
        mart.change(
                "update sport set name = 'Beach Padel', updated_at = clock_timestamp()"
                        + " where sport_id = 4");
        mart.run();

        assertThat(table("venue_sports"))
                .isEqualTo("acme 1 0 |\nacme 1 4 | sport_name=Beach Padel\nacme 1 6 |\n");
    }

    private String table(String stem) {
        return MetricText.of(mart, stem);
    }
}
