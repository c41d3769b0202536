package io.daybook.etl.venues;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.MetricText;
import io.daybook.etl.testing.VenuesMart;
import io.daybook.etl.testing.VenuesRows;
import org.junit.jupiter.api.Test;

/** One row per venue. */
class VenueDirectoryViewIntegrationTest {

    private final VenuesMart mart = VenuesMart.create();
    private final VenuesRows rows = new VenuesRows(mart);

    @Test
    void listsVenuesAsTheyAreNow() {
        rows.venue(1, "name=Old Hall", "timezone=Europe/Berlin")
                .venue(2, "tenant_id=north", "currency=JPY");
        mart.run();
        mart.change(
                "update venue set name = 'New Hall', updated_at = clock_timestamp()"
                        + " where venue_id = 1");

        mart.run();

        assertThat(table("venue_directory"))
                .isEqualTo(
                        """
                        acme 1 | name=New Hall timezone=Europe/Berlin currency=EUR
                        north 2 | name=Venue 2 timezone=UTC currency=JPY
                        """);
    }

    private String table(String stem) {
        return MetricText.of(mart, stem);
    }
}
