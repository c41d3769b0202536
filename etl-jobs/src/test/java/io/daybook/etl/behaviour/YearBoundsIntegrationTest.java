package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import org.junit.jupiter.api.Test;

/** Every order is either counted or named, up to the last year that is read. */
class YearBoundsIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void anOrderPaidInTheYear2200IsCountedOrNamed() {
        rows.event(1).order(10, 1, "paid_at=2200-06-01T12:00Z");
        RunReport report = mart.run();
        assertThat(
                        report.badRows().size()
                                + mart.store.rows("select from events.event_daily_sales").size())
                .as("the order is either counted or named")
                .isEqualTo(1);
    }

    @Test
    void anOrderPaidInTheYear2200IsCountedOrNamedIncrementally() {
        rows.event(1);
        mart.run();
        rows.order(10, 1, "paid_at=2200-06-01T12:00Z");
        RunReport report = mart.run();
        assertThat(
                        report.badRows().size()
                                + mart.store.rows("select from events.event_daily_sales").size())
                .isEqualTo(1);
    }
}
