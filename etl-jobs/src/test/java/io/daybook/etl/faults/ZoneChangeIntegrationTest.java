package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.PlanReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import org.junit.jupiter.api.Test;

/** An event whose zone changes is computed anew in all of its days, old and new. */
class ZoneChangeIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void everyDayOfTheEventIsPlannedAndNoOther() {
        rows.event(1).event(2);
        for (int day = 10; day <= 19; day++) {
            rows.order(day, 1, "paid_at=2024-01-%dT23:30Z".formatted(day))
                    .order(100 + day, 2, "paid_at=2024-02-%dT23:30Z".formatted(day));
        }
        mart.run();
        mart.change(
                "update event set timezone = 'Asia/Kolkata', updated_at = clock_timestamp()"
                        + " where event_id = 1");

        PlanReport plan = mart.plan();

        // stored under 10 to 19, to be stored under 11 to 20
        assertThat(plan.work())
                .filteredOn(work -> work.view().equals("event_daily_sales"))
                .extracting(work -> work.slices() + " " + work.days() + " " + work.reason())
                .containsExactly("11 2024-01-10..2024-01-20 entity changed");
        mart.run();
        assertThat(
                        mart.store.rows(
                                "select min(day), max(day), count(*) from events.event_daily_sales where event_id = 1"))
                .containsExactly("2024-01-11 | 2024-01-20 | 10");
        assertThat(mart.differences()).isEmpty();
    }
}
