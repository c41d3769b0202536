package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.schema.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names are data: what a tenant is called decides nothing about how a statement is read. */
class HostileTenantIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    /** On such a server a backslash in a literal is an escape unless the session says otherwise. */
    @Test
    void aTenantWithBackslashAndQuoteIsFoundOnAServerThatReadsEscapes() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.change("update event set tenant_id = chr(92) || chr(39) || ' or true --b' || chr(92)");
        for (TestDatabase database : List.of(mart.source, mart.store)) {
            database.execute(
                    "alter database %s set standard_conforming_strings = off"
                            .formatted(database.name()));
        }
        mart.run();

        mart.change("update ticket_order set amount = 77, updated_at = clock_timestamp()");
        mart.run();

        assertThat(mart.store.rows("select tenant_id, gross_amount from events.event_daily_sales"))
                .containsExactly("\\' or true --b\\ | 77.0000");
        assertThat(mart.differences()).isEmpty();
    }
}
