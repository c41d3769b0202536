package io.daybook.etl.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.etl.testing.MetricText;
import org.junit.jupiter.api.Test;

/** Lifetime sums of the daily buckets. */
class EventDemographicsViewIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void addsUpTheDaysOfEachBucketOfAnEvent() {
        rows.event(1)
                .event(2)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .ticket(100, 10, 1)
                .answer(1, 100, 1, "gender", "male")
                .ticket(101, 10, 1)
                .answer(2, 101, 1, "gender", "male")
                .order(11, 1, "paid_at=2024-01-11T12:00Z")
                .ticket(110, 11, 1)
                .answer(3, 110, 1, "gender", "male")
                .answer(4, 110, 1, "age_range", "35+")
                .order(20, 2, "paid_at=2024-01-10T12:00Z")
                .ticket(200, 20, 2)
                .answer(5, 200, 2, "gender", "female");

        mart.run();

        // event 1, men: 2 tickets of one order on the 10th and 1 of another on the 11th
        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 age_range 35+ | tickets=1 orders=1
                        acme 1 age_range no_answer | tickets=2 orders=1
                        acme 1 gender male | tickets=3 orders=2
                        acme 2 age_range no_answer | tickets=1 orders=1
                        acme 2 gender female | tickets=1 orders=1
                        """);
    }

    @Test
    void followsALateAnswer() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .ticket(100, 10, 1)
                .order(11, 1, "paid_at=2024-01-11T12:00Z")
                .ticket(110, 11, 1);
        mart.run();
        rows.answer(1, 110, 1, "gender", "other");

        mart.run();

        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 age_range no_answer | tickets=2 orders=2
                        acme 1 gender no_answer | tickets=1 orders=1
                        acme 1 gender other | tickets=1 orders=1
                        """);
    }

    private String table() {
        return MetricText.of(mart, "event_demographics");
    }
}
