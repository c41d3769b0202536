package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.ChangedMart;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A schedule fires twice, as in the hour that a clock repeats, or not at all. */
@Tag("connections")
class RepeatedRunIntegrationTest {

    private final ChangedMart changed = new ChangedMart();

    @Test
    void aSecondRunReplacesNothing() {
        changed.assertNextRunPublishes(2);
        String written = versionsOfRows();

        RunReport second = changed.mart.run();

        assertThat(second.exitCode()).isZero();
        assertThat(second.slicesReplaced()).isZero();
        assertThat(versionsOfRows()).isEqualTo(written);
        changed.assertNewGenerationStands(3);
    }

    @Test
    void oneRunAfterSkippedOnesPublishesTheSame() {
        changed.mart.change(
                "update ticket_order set amount = 99, updated_at = clock_timestamp()"
                        + " where order_id = 15");
        changed.mart.change(
                "update ticket_order set amount = 98, updated_at = clock_timestamp()"
                        + " where order_id = 15");

        changed.assertNextRunPublishes(2);
        assertThat(changed.mart.table("event_daily_sales", "day", "event_id", "gross_amount"))
                .contains("2024-01-15 | 2 | 98.0000");
    }

    /** The transactions that wrote the rows: another one would be seen though it wrote the same. */
    private String versionsOfRows() {
        return changed.mart.store.value(
                "select string_agg(cast(xmin as text), ' ' order by event_id, day)"
                        + " from events.event_daily_sales");
    }
}
