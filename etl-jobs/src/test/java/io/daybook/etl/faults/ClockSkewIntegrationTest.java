package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.behaviour.StoreState;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A JVM that believes to live half the world away publishes the same tables and days. */
class ClockSkewIntegrationTest {

    private final TimeZone own = TimeZone.getDefault();

    @AfterEach
    void restore() {
        TimeZone.setDefault(own);
    }

    @Test
    void theZoneOfTheMachineChangesNothing() {
        List<List<String>> published = new ArrayList<>();
        for (String zone : List.of("UTC", "Etc/GMT+12", "Pacific/Kiritimati")) {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            EventsMart mart = EventsMart.create();
            publishAndChange(mart);
            List<String> state = StoreState.tables(mart);
            state.addAll(
                    mart.store.rows(
                            "select view, day, row_count from daybook.ledger where day < '2024-02-01' order by 1, 2"));
            state.add(
                    mart.store.value(
                            "select max(day) - cast(timezone('UTC', max(g.as_of)) as date) from daybook.ledger, daybook.generation as g"));
            published.add(state);
            assertThat(mart.differences()).isEmpty();
        }
        assertThat(published.get(1)).isEqualTo(published.get(0));
        assertThat(published.get(2)).isEqualTo(published.get(0));
    }

    private static void publishAndChange(EventsMart mart) {
        EventsRows rows = new EventsRows(mart);
        rows.event(1, "timezone=America/New_York")
                .order(10, 1, "paid_at=2024-01-10T23:30Z")
                .order(11, 1, "paid_at=2024-01-11T04:59:59Z")
                .order(12, 1, "paid_at=2024-01-11T05:00Z");
        mart.run();
        rows.order(13, 1, "paid_at=2024-01-12T00:30Z");
        mart.run();
        mart.verify(true);
    }
}
