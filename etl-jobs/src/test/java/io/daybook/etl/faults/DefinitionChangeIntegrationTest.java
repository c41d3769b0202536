package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.schema.catalogue.View;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A view whose text changed is rebuilt whole; old and new numbers never stand side by side. */
class DefinitionChangeIntegrationTest {

    private static final String AMOUNTS =
            """
            select string_agg(cast(gross_amount as text), ' ' order by day)
                || ' = ' || (select gross_amount from events.event_totals)
            from events.event_daily_sales
            """;

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    /** As an older definition made them: without the fee of 1 that each order includes. */
    @BeforeEach
    void publishUnderAnOlderDefinition() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .order(11, 1, "paid_at=2024-01-11T12:00Z");
        mart.run();
        mart.store.execute(
                """
                update daybook.ledger set definition_version = 'older';
                update events.event_daily_sales set gross_amount = 9;
                update events.event_totals set gross_amount = 18;
                """);
    }

    @Test
    void planListsEveryViewAndTheNextRunRebuildsThem() {
        String[] expected =
                EventsMart.MART.views().stream()
                        .map(view -> view.stem() + " whole definition changed")
                        .toArray(String[]::new);
        assertThat(mart.plan().work())
                .extracting(work -> work.view() + " " + work.shape() + " " + work.reason())
                .containsExactlyInAnyOrder(expected);

        RunReport report = mart.run();

        assertThat(report.exitCode()).isZero();
        assertThat(report.driftCount()).as("another definition is no drift").isZero();
        assertThat(mart.differences()).isEmpty();
        assertThat(mart.plan().work()).isEmpty();
        for (View view : EventsMart.MART.views()) {
            assertThat(
                            mart.store.rows(
                                    "select distinct definition_version from daybook.ledger where view = '%s'"
                                            .formatted(view.stem())))
                    .containsExactly(view.version());
        }
    }

    @Test
    void aReaderDuringTheRebuildSeesOneDefinitionOnly() throws Exception {
        CompletableFuture<RunReport> run;
        try (Gate gate = Gate.before(mart, "event_totals")) {
            // the days are replaced already, the totals are not
            run = gate.await(mart::run);
            assertThat(mart.store.value(AMOUNTS)).isEqualTo("9 9 = 18");
        }
        run.join();

        assertThat(mart.store.value(AMOUNTS)).isEqualTo("10.0000 10.0000 = 20.0000");
    }
}
