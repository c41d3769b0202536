package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import org.junit.jupiter.api.Test;

/**
 * A store whose source is another database now: horizon and memory of the old one count nothing.
 */
class AnotherSourceIntegrationTest {

    @Test
    void everythingIsBuiltFromTheNewSource() {
        EventsMart old = EventsMart.create();
        new EventsRows(old).event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        old.run();
        EventsMart other = EventsMart.create();
        // older than the old source's horizon: no change column would ever show them
        new EventsRows(other).event(2).order(20, 2, "paid_at=2024-01-11T12:00Z");
        other.change("update event set updated_at = '2024-01-01Z'");
        other.change("update ticket_order set updated_at = '2024-01-11T12:00Z'");
        EventsMart moved = old.withSourceOf(other);

        assertThat(moved.plan().work())
                .allSatisfy(work -> assertThat(work.reason()).isEqualTo("another source"));
        RunReport report = moved.run();

        assertThat(report.exitCode()).isZero();
        assertThat(report.messages())
                .containsExactly(
                        "The source is another database than that of the last publication:"
                                + " everything of events is built from it.");
        assertThat(moved.differences()).isEmpty();
        assertThat(moved.store.rows("select entity_id from daybook.entity_seen"))
                .containsExactly("2");
        assertThat(moved.run().messages()).isEmpty();
    }
}
