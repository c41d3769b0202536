package io.daybook.etl.venues;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.MetricText;
import io.daybook.etl.testing.VenuesMart;
import io.daybook.etl.testing.VenuesRows;
import org.junit.jupiter.api.Test;

/** Members by home venue, over the stored members. */
class VenueMembersViewIntegrationTest {

    private final VenuesMart mart = VenuesMart.create();
    private final VenuesRows rows = new VenuesRows(mart);

    @Test
    void countsMembersByHomeVenue() {
        rows.member(1, "venue_id=1")
                .member(2, "venue_id=1", "status=Inactive", "is_trial_user=true")
                .member(3, "venue_id=1", "is_trial_user=true", "converted_from_trial=true")
                .member(4, "venue_id=1", "status=active")
                .member(5)
                .member(6, "venue_id=1", "tenant_id=north");

        mart.run();

        assertThat(table("venue_members"))
                .isEqualTo(
                        """
                        acme 0 | member_count=1 active_count=1
                        acme 1 | member_count=4 active_count=2 inactive_count=1 unmapped_count=1 trial_count=2 converted_count=1
                        north 1 | member_count=1 active_count=1
                        """);
    }

    private String table(String stem) {
        return MetricText.of(mart, stem);
    }
}
