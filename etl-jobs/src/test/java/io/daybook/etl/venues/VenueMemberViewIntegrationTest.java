package io.daybook.etl.venues;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.MetricText;
import io.daybook.etl.testing.VenuesMart;
import io.daybook.etl.testing.VenuesRows;
import org.junit.jupiter.api.Test;

/** One row per member, as of now. */
class VenueMemberViewIntegrationTest {

    private final VenuesMart mart = VenuesMart.create();
    private final VenuesRows rows = new VenuesRows(mart);

    @Test
    void showsMembersAsTheyAreNow() {
        rows.venue(1)
                .member(1, "venue_id=1")
                .member(2, "tenant_id=north", "status=Inactive", "is_trial_user=true")
                .member(3, "venue_id=99", "is_trial_user=true", "converted_from_trial=true");
        mart.run();
        mart.change(
                "update member set status = 'Active', updated_at = clock_timestamp()"
                        + " where member_id = 2");

        mart.run();

        // a home that is no venue is shown as it is: members make no fact without it
        assertThat(table("venue_member"))
                .isEqualTo(
                        """
                        acme 1 | venue_id=1 status=Active is_trial_user=false converted_from_trial=false
                        acme 3 | venue_id=99 status=Active is_trial_user=true converted_from_trial=true
                        north 2 | status=Active is_trial_user=true converted_from_trial=false
                        """);
    }

    private String table(String stem) {
        return MetricText.of(mart, stem);
    }
}
