package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.etl.testing.MetricText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An event whose zone the source does not know waits; everything else goes on. */
class UnknownZoneIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void firstBuildPublishesTheRestAndTheEventOnceItsZoneIsMended() {
        rows.event(1, "timezone=Europe/Londn")
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .event(2)
                .order(20, 2, "paid_at=2024-01-10T12:00Z");

        RunReport first = mart.run();

        assertHeldBack(first);
        assertThat(table("event_daily_sales"))
                .isEqualTo("acme 2 2024-01-10 EUR | orders_paid=1 gross_amount=10.0000\n");
        assertThat(table("event_directory"))
                .isEqualTo("acme 2 | name=Event 2 timezone=UTC currency=EUR status=live\n");

        // mended without a stamp: it is looked at in every run
        mart.change("update event set timezone = 'Europe/London' where event_id = 1");
        RunReport mended = mart.run();

        assertThat(mended.exitCode()).isZero();
        assertThat(mended.heldBack()).isEmpty();
        assertThat(mart.differences()).isEmpty();
    }

    @Test
    void anEventThatLosesItsZoneKeepsItsLastGoodRowsInEveryView() {
        rows.event(1, "timezone=Europe/London")
                .order(10, 1, "paid_at=2024-07-10T12:00Z")
                .ticket(100, 10, 1)
                .event(2);
        mart.run();
        List<String> before = StoreState.tables(mart);
        mart.change(
                "update event set timezone = 'Europe/Londn', updated_at = clock_timestamp()"
                        + " where event_id = 1");
        rows.order(11, 1, "paid_at=2024-07-11T12:00Z");

        for (RunReport report :
                List.of(mart.run(), mart.run(), mart.verify(false), mart.verify(true))) {
            assertHeldBack(report);
            assertThat(report.driftCount()).isZero();
            assertThat(StoreState.tables(mart)).isEqualTo(before);
        }

        rows.order(20, 2, "paid_at=2024-07-11T12:00Z");
        assertHeldBack(mart.run());
        assertThat(table("event_daily_sales"))
                .isEqualTo(
                        """
                        acme 1 2024-07-10 EUR | orders_paid=1 gross_amount=10.0000 tickets_sold=1
                        acme 2 2024-07-11 EUR | orders_paid=1 gross_amount=10.0000
                        """);

        mart.change("update event set timezone = 'Asia/Tokyo' where event_id = 1");
        assertThat(mart.run().exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
    }

    @Test
    void knownZonesAreThoseOfTheServerInItsOwnSpelling() {
        rows.event(1, "timezone=europe/berlin")
                .event(2, "timezone=")
                .event(3, "timezone=+03:00")
                .event(4, "timezone=Etc/GMT-3");

        RunReport report = mart.run();

        assertThat(report.heldBack())
                .extracting(RunReport.HeldBack::entityId)
                .containsExactly(1L, 2L, 3L);
        assertThat(mart.store.rows("select event_id from events.event_directory"))
                .containsExactly("4");
    }

    private static void assertHeldBack(RunReport report) {
        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.heldBack())
                .containsExactly(
                        new RunReport.HeldBack(
                                "acme",
                                "event",
                                1,
                                null,
                                "zone Europe/Londn is unknown to the source"));
    }

    private String table(String stem) {
        return MetricText.of(mart, stem);
    }
}
