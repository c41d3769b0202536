package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import org.junit.jupiter.api.Test;

/** Nights without a run leave no hole. */
class SkippedNightsIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void oneRunFillsThreeDaysThatTheLedgerLacksInEveryView() {
        rows.event(1);
        for (int day = 10; day <= 16; day++) {
            rows.order(day, 1, "paid_at=2024-01-%dT12:00Z".formatted(day))
                    .ticket(100 + day, day, 1)
                    .answer(day, 100 + day, 1, "gender", "female");
        }
        mart.run();
        String days = "day in ('2024-01-12', '2024-01-13', '2024-01-14')";
        mart.store.execute("delete from daybook.ledger where " + days);
        for (String stem : DAILY) {
            mart.store.execute("delete from events.%s where %s".formatted(stem, days));
        }
        assertThat(mart.differences()).isNotEmpty();
        assertThat(mart.plan().work())
                .extracting(work -> work.view() + " " + work.days() + " " + work.reason())
                .containsExactlyInAnyOrder(
                        "event_daily_sales 2024-01-12..2024-01-14 missing day",
                        "event_sales_quarter_hour 2024-01-12..2024-01-14 missing day",
                        "event_daily_demographics 2024-01-12..2024-01-14 missing day");

        assertThat(mart.run().exitCode()).isZero();

        assertThat(mart.differences()).isEmpty();
        assertThat(mart.store.value("select count(*) from daybook.ledger where " + days))
                .isEqualTo("9");
        assertThat(mart.plan().work()).isEmpty();
    }

    private static final String[] DAILY = {
        "event_daily_sales", "event_sales_quarter_hour", "event_daily_demographics"
    };
}
