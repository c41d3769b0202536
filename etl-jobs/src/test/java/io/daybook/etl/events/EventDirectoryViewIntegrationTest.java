package io.daybook.etl.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.etl.testing.MetricText;
import org.junit.jupiter.api.Test;

/** What an event is, with its days in its own zone. */
class EventDirectoryViewIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void datesSaleStartAndEndInTheEventsZone() {
        rows.event(
                        1,
                        "name=Jazz Night",
                        "timezone=America/New_York",
                        "currency=USD",
                        "capacity=1200",
                        "on_sale_at=2024-03-01T05:00Z",
                        "starts_at=2024-06-11T01:00Z",
                        "ends_at=2024-06-11T04:00Z")
                .event(2, "tenant_id=bravo", "timezone=Asia/Tokyo", "starts_at=2024-06-10T15:00Z");

        mart.run();

        // New York is UTC-5 on 1 March (midnight: 05:00) and UTC-4 in June (21:00 of the day
        // before, midnight); Tokyo's midnight is 15:00 UTC of the day before
        assertThat(table())
                .isEqualTo(
                        "acme 1 | name=Jazz Night timezone=America/New_York currency=USD"
                                + " capacity=1200 on_sale_at=2024-03-01 05:00:00+00"
                                + " starts_at=2024-06-11 01:00:00+00"
                                + " ends_at=2024-06-11 04:00:00+00 on_sale_day=2024-03-01"
                                + " starts_day=2024-06-10 ends_day=2024-06-11 status=live\n"
                                + "bravo 2 | name=Event 2 timezone=Asia/Tokyo currency=EUR"
                                + " starts_at=2024-06-10 15:00:00+00 starts_day=2024-06-11"
                                + " status=live\n");
    }

    @Test
    void listsEventsOfEveryStatusAndCapacity() {
        rows.event(1, "status=draft", "capacity=0")
                .event(2, "status=live", "capacity=null")
                .event(3, "status=ended", "capacity=5")
                .event(4, "status=cancelled", "name=O'Neill's \"Gala\" | \u00fc");

        mart.run();

        // capacity is shown unless it is null: unlimited
        assertThat(table())
                .isEqualTo(
                        """
                        acme 1 | name=Event 1 timezone=UTC currency=EUR capacity=0 status=draft
                        acme 2 | name=Event 2 timezone=UTC currency=EUR status=live
                        acme 3 | name=Event 3 timezone=UTC currency=EUR capacity=5 status=ended
                        acme 4 | name=O'Neill's "Gala" | \u00fc timezone=UTC currency=EUR status=cancelled
                        """);
    }

    @Test
    void followsEveryChangeOfAnEvent() {
        rows.event(1, "starts_at=2024-06-10T23:30Z");
        mart.run();
        mart.change(
                """
                update event
                set name = 'Moved', timezone = 'Europe/Paris', status = 'cancelled', capacity = 7,
                    updated_at = clock_timestamp()
                """);

        mart.run();

        // 23:30 UTC is 01:30 of the next day in Paris
        assertThat(table())
                .isEqualTo(
                        "acme 1 | name=Moved timezone=Europe/Paris currency=EUR capacity=7"
                                + " starts_at=2024-06-10 23:30:00+00 starts_day=2024-06-11"
                                + " status=cancelled\n");
    }

    private String table() {
        return MetricText.of(mart, "event_directory");
    }
}
