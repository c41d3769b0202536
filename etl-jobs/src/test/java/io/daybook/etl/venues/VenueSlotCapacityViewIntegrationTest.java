package io.daybook.etl.venues;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.MetricText;
import io.daybook.etl.testing.VenuesMart;
import io.daybook.etl.testing.VenuesRows;
import org.junit.jupiter.api.Test;

/** Slots that can be booked, by weekday. */
class VenueSlotCapacityViewIntegrationTest {

    private final VenuesMart mart = VenuesMart.create();
    private final VenuesRows rows = new VenuesRows(mart);

    @Test
    void showsTheSlotsOfVenuesThatExist() {
        rows.venue(1)
                .venue(2, "tenant_id=north", "timezone=Nowhere/Land")
                .capacity(1, 4, 1, 25)
                .capacity(1, 4, 7, 0)
                .capacity(2, 4, 1, 8)
                .capacity(99, 4, 1, 8);
        mart.run();

        // venue 2 is held back as a whole, also where no zone is asked for
        assertThat(table("venue_slot_capacity"))
                .isEqualTo("acme 1 4 1 | slots_per_day=25\nacme 1 4 7 |\n");

        mart.change(
                """
                update venue set timezone = 'UTC' where venue_id = 2;
                update facility_capacity set slots_per_day = 30, updated_at = clock_timestamp()
                where venue_id = 1 and weekday = 1
                """);
        mart.run();

        assertThat(table("venue_slot_capacity"))
                .isEqualTo(
                        """
                        acme 1 4 1 | slots_per_day=30
                        acme 1 4 7 |
                        north 2 4 1 | slots_per_day=8
                        """);
    }

    private String table(String stem) {
        return MetricText.of(mart, stem);
    }
}
