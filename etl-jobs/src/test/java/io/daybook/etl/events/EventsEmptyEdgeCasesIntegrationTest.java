package io.daybook.etl.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.etl.testing.MetricText;
import io.daybook.schema.catalogue.View;
import org.junit.jupiter.api.Test;

/** The numbered edge cases whose answer the reader gives: here what the tables hold for it. */
class EventsEmptyEdgeCasesIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void case09CapacityMayBeZeroUnlimitedOrLoweredBelowSold() {
        rows.event(1, "capacity=0")
                .event(2, "capacity=null")
                .event(3, "capacity=100")
                .order(30, 3, "paid_at=2024-01-01T12:00Z")
                .ticket(300, 30, 3)
                .ticket(301, 30, 3);
        mart.run();
        mart.change(
                "update event set capacity = 1, updated_at = clock_timestamp() where event_id = 3");

        RunReport report = mart.run();

        assertThat(table("event_directory"))
                .isEqualTo(
                        """
                        acme 1 | name=Event 1 timezone=UTC currency=EUR capacity=0 status=live
                        acme 2 | name=Event 2 timezone=UTC currency=EUR status=live
                        acme 3 | name=Event 3 timezone=UTC currency=EUR capacity=1 status=live
                        """);
        // two of one are sold; a capacity is the directory's alone, so no day was looked at
        assertThat(mart.table("event_totals", "event_id", "tickets_sold", "tickets_cancelled"))
                .containsExactly("3 | 2 | 0");
        assertThat(report.views())
                .filteredOn(view -> view.due() > 0)
                .extracting(RunReport.ViewResult::view)
                .containsExactly("event_directory");
    }

    @Test
    void case16OneBuyerOfSixTicketsIsOneOrder() {
        rows.event(1)
                .order(10, 1, "buyer_id=7", "paid_at=2024-01-01T12:00Z")
                .event(2)
                .order(20, 2, "buyer_id=8", "paid_at=2024-01-01T12:00Z")
                .ticket(200, 20, 2)
                .answer(200, 200, 2, "gender", "female");
        for (int ticket = 100; ticket < 106; ticket++) {
            rows.ticket(ticket, 10, 1).answer(ticket, ticket, 1, "gender", "male");
        }

        mart.run();

        // six tickets are more than the floor of 5, one order is not: the floor counts orders
        assertThat(table("event_demographics"))
                .isEqualTo(
                        """
                        acme 1 age_range no_answer | tickets=6 orders=1
                        acme 1 gender male | tickets=6 orders=1
                        acme 2 age_range no_answer | tickets=1 orders=1
                        acme 2 gender female | tickets=1 orders=1
                        """);
    }

    @Test
    void case17DraftEventWithoutSalesStandsInTheDirectoryOnly() {
        rows.event(1, "status=draft");

        assertThat(mart.run().exitCode()).isZero();

        for (View view : EventsMart.MART.views()) {
            assertThat(table(view.stem()))
                    .as(view.stem())
                    .isEqualTo(
                            view.stem().equals("event_directory")
                                    ? "acme 1 | name=Event 1 timezone=UTC currency=EUR status=draft\n"
                                    : "");
        }
        assertThat(mart.verify(false).exitCode()).isZero();
    }

    @Test
    void case18NoEventsAtAllIsAPublicationOfEmptyTables() {
        RunReport first = mart.run();
        RunReport second = mart.run();

        assertThat(first.exitCode()).isZero();
        assertThat(first.generation()).isEqualTo(1);
        assertThat(second.exitCode()).isZero();
        assertThat(second.generation()).isEqualTo(2);
        for (View view : EventsMart.MART.views()) {
            assertThat(table(view.stem())).as(view.stem()).isEmpty();
        }
        assertThat(mart.verify(true).exitCode()).isZero();

        // and the first sale of all is found by the next run
        rows.event(1).order(10, 1, "paid_at=2024-01-01T12:00Z");
        assertThat(mart.run().exitCode()).isZero();
        assertThat(table("event_daily_sales"))
                .isEqualTo("acme 1 2024-01-01 EUR | orders_paid=1 gross_amount=10.0000\n");
        assertThat(mart.differences()).isEmpty();
    }

    private String table(String stem) {
        return MetricText.of(mart, stem);
    }
}
