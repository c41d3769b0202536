package io.daybook.etl.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.etl.testing.MetricText;
import org.junit.jupiter.api.Test;

/** Who buys: tickets and orders per question and bucket on the paid day. */
class EventDailyDemographicsViewIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void mapsGenderExactlyCaseAndBlanksIncluded() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        answer(10, 100, "gender", "male");
        answer(10, 101, "gender", "female");
        answer(10, 102, "gender", "other");
        answer(10, 103, "gender", "Male");
        answer(10, 104, "gender", "male ");
        answer(10, 105, "gender", "");
        answer(10, 106, "gender", "null");
        rows.ticket(107, 10, 1);

        mart.run();

        // unmapped: 'Male', 'male ' and ''; no answer: a null value and none at all. One order.
        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 2024-01-10 age_range no_answer | tickets=8 orders=1
                        acme 1 2024-01-10 gender female | tickets=1 orders=1
                        acme 1 2024-01-10 gender male | tickets=1 orders=1
                        acme 1 2024-01-10 gender no_answer | tickets=2 orders=1
                        acme 1 2024-01-10 gender other | tickets=1 orders=1
                        acme 1 2024-01-10 gender unmapped | tickets=3 orders=1
                        """);
    }

    @Test
    void mapsTheElevenAgeRanges() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        answer(10, 100, "age_range", "18-24");
        answer(10, 101, "age_range", "25-34");
        answer(10, 102, "age_range", "35+");
        answer(10, 103, "age_range", "18-20");
        answer(10, 104, "age_range", "21-24");
        answer(10, 105, "age_range", "25-29");
        answer(10, 106, "age_range", "30-34");
        answer(10, 107, "age_range", "35-44");
        answer(10, 108, "age_range", "45-54");
        answer(10, 109, "age_range", "55-64");
        answer(10, 110, "age_range", "65+");
        answer(10, 111, "age_range", "65");
        answer(10, 112, "age_range", "male");

        mart.run();

        // 13 tickets without a gender; '65' and a value of the other question are unmapped
        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 2024-01-10 age_range 18-20 | tickets=1 orders=1
                        acme 1 2024-01-10 age_range 18-24 | tickets=1 orders=1
                        acme 1 2024-01-10 age_range 21-24 | tickets=1 orders=1
                        acme 1 2024-01-10 age_range 25-29 | tickets=1 orders=1
                        acme 1 2024-01-10 age_range 25-34 | tickets=1 orders=1
                        acme 1 2024-01-10 age_range 30-34 | tickets=1 orders=1
                        acme 1 2024-01-10 age_range 35+ | tickets=1 orders=1
                        acme 1 2024-01-10 age_range 35-44 | tickets=1 orders=1
                        acme 1 2024-01-10 age_range 45-54 | tickets=1 orders=1
                        acme 1 2024-01-10 age_range 55-64 | tickets=1 orders=1
                        acme 1 2024-01-10 age_range 65+ | tickets=1 orders=1
                        acme 1 2024-01-10 age_range unmapped | tickets=2 orders=1
                        acme 1 2024-01-10 gender no_answer | tickets=13 orders=1
                        """);
    }

    @Test
    void readsNoOtherQuestion() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        answer(10, 100, "heard_from", "my neighbour, 5 Elm Street");
        rows.answer(2, 100, 1, "Gender", "male");

        mart.run();

        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 2024-01-10 age_range no_answer | tickets=1 orders=1
                        acme 1 2024-01-10 gender no_answer | tickets=1 orders=1
                        """);
    }

    @Test
    void leavesOutCancelledTicketsAndThoseOfUnknownStatus() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        answer(10, 100, "gender", "male");
        answer(10, 101, "gender", "male", "cancelled_at=2024-01-09T12:00Z");
        answer(10, 102, "gender", "male", "cancelled_at=2024-02-01T12:00Z");
        answer(10, 103, "gender", "male", "status=void");
        answer(10, 104, "gender", "male", "status=cancelled");
        answer(10, 105, "gender", "male", "status=checked_in");
        answer(10, 106, "gender", "female", "cancelled_at=2024-02-01T12:00Z");

        mart.run();

        // male: 100, 104 (no cancelled_at, so not cancelled) and 105; of female no ticket is left,
        // so no order either: a row of zeros
        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 2024-01-10 age_range no_answer | tickets=3 orders=1
                        acme 1 2024-01-10 gender female |
                        acme 1 2024-01-10 gender male | tickets=3 orders=1
                        """);
    }

    @Test
    void countsAnOrderOncePerBucketAndDay() {
        rows.event(1, "timezone=Asia/Tokyo")
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .order(11, 1, "paid_at=2024-01-10T14:59:59Z")
                .order(12, 1, "paid_at=2024-01-10T15:00Z")
                .order(13, 1);
        answer(10, 100, "gender", "male");
        answer(10, 101, "gender", "male");
        answer(11, 110, "gender", "male");
        answer(11, 111, "gender", "female");
        answer(12, 120, "gender", "male");
        answer(13, 130, "gender", "male");

        mart.run();

        // the 10th in Tokyo ends at 15:00 UTC: orders 10 (two men) and 11 (a man and a woman);
        // order 13 was never paid
        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 2024-01-10 age_range no_answer | tickets=4 orders=2
                        acme 1 2024-01-10 gender female | tickets=1 orders=1
                        acme 1 2024-01-10 gender male | tickets=3 orders=2
                        acme 1 2024-01-11 age_range no_answer | tickets=1 orders=1
                        acme 1 2024-01-11 gender male | tickets=1 orders=1
                        """);
    }

    /** A ticket of that order and its only answer. */
    private void answer(
            long orderId, long ticketId, String question, String value, String... ticket) {
        rows.ticket(ticketId, orderId, 1, ticket).answer(ticketId, ticketId, 1, question, value);
    }

    private String table() {
        return MetricText.of(mart, "event_daily_demographics");
    }
}
