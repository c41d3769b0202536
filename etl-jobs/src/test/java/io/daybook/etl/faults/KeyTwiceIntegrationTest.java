package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A source of views in which one event has two rows: of such a table no key can be made. */
class KeyTwiceIntegrationTest {

    private final EventsMart tables = EventsMart.create();
    private final EventsMart mart = Sources.overViews(tables.source);

    @BeforeEach
    void sell() {
        new EventsRows(tables)
                .event(1)
                .event(2)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .order(11, 2, "paid_at=2024-01-10T12:00Z");
    }

    @Test
    void aFirstBuildHoldsItBackByName() {
        repeatEvent2();

        RunReport report = mart.run();

        assertHeldBack(report);
        assertThat(names()).containsExactly("Event 1");
        assertThat(sales()).containsExactly("1 | 10.0000");
        mend();
        assertThat(mart.run().exitCode()).isZero();
        assertThat(names()).containsExactly("Event 1", "Event 2");
        assertThat(sales()).containsExactly("1 | 10.0000", "2 | 10.0000");
        assertThat(mart.differences()).isEmpty();
    }

    @Test
    void aLaterRunKeepsItsLastGoodRows() {
        mart.run();
        repeatEvent2();
        tables.change("update event set name = 'New ' || event_id, updated_at = clock_timestamp()");

        RunReport report = mart.run();

        assertHeldBack(report);
        assertThat(names()).containsExactly("Event 2", "New 1");
        mend();
        assertThat(mart.run().exitCode()).isZero();
        assertThat(names()).containsExactly("New 1", "New 2");
        assertThat(mart.differences()).isEmpty();
    }

    private static void assertHeldBack(RunReport report) {
        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.heldBack())
                .extracting(held -> held.entityId() + ": " + held.reason())
                .containsExactly("2: the key occurs twice in event_directory");
    }

    private void repeatEvent2() {
        mart.source.execute(
                """
                create or replace view app.event as
                    select * from events.event
                    union all
                    select * from events.event where event_id = 2
                """);
    }

    private void mend() {
        mart.source.execute("create or replace view app.event as select * from events.event");
    }

    private List<String> names() {
        return mart.store.rows("select name from events.event_directory order by 1");
    }

    private List<String> sales() {
        return mart.store.rows(
                "select event_id, gross_amount from events.event_daily_sales order by 1");
    }
}
