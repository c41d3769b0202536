package io.daybook.etl.days;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The days from 1900, before which a clock is a bad row: zones were odder then. */
@Tag("long")
class EarlyDaysIntegrationTest {

    @Test
    void theEnginesRangeHoldsEveryInstantOfItsDay() {
        TestDatabase server = TestPostgres.server().createDatabase();
        ClockChanges.find(server, 1900, 1971);

        assertThat(ClockChanges.outOfRange(server)).isEmpty();
        assertThat(ClockChanges.outOfSlice(server)).isEmpty();
        // Monrovia's clock was 44 minutes and 30 seconds behind
        assertThat(
                        server.value(
                                "select count(*) from days.grid where zone = 'Africa/Monrovia' and seconds = -2670"))
                .isNotEqualTo("0");
    }
}
