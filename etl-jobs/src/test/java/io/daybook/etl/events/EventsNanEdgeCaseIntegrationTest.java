package io.daybook.etl.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.etl.testing.MetricText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Edge case 15: an amount that is no number holds its slice back and nothing else. */
class EventsNanEdgeCaseIntegrationTest {

    private static final String GOOD_DAY =
            "acme 1 2024-01-10 EUR | orders_paid=1 gross_amount=10.0000 tickets_sold=1\n";

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void case15KeepsTheLastGoodValuesOfThatDayInEveryViewAndPublishesTheRest() {
        publishGoodDay();
        mart.change(
                "update ticket_order set amount = 'NaN', updated_at = clock_timestamp() where order_id = 10");
        rows.answer(2, 100, 1, "age_range", "35+").order(11, 1, "paid_at=2024-01-11T12:00Z");

        RunReport report = mart.run();

        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.generation()).isEqualTo(2);
        assertHeldBack(report);
        assertThat(table("event_daily_sales"))
                .isEqualTo(
                        GOOD_DAY + "acme 1 2024-01-11 EUR | orders_paid=1 gross_amount=10.0000\n");
        assertThat(table("event_sales_quarter_hour"))
                .isEqualTo(
                        """
                        acme 1 2024-01-10 2024-01-10 12:00:00+00 | orders_paid=1 gross_amount=10.0000 tickets_sold=1
                        acme 1 2024-01-11 2024-01-11 12:00:00+00 | orders_paid=1 gross_amount=10.0000
                        """);
        // the late answer of that day waits with it: one day, one state
        assertThat(table("event_daily_demographics"))
                .isEqualTo(
                        """
                        acme 1 2024-01-10 age_range no_answer | tickets=1 orders=1
                        acme 1 2024-01-10 gender male | tickets=1 orders=1
                        """);
        assertThat(mart.table("event_totals", "event_id", "orders_paid", "gross_amount"))
                .containsExactly("1 | 2 | 20.0000");
    }

    @Test
    void case15IsDueInEveryRunUntilMended() {
        publishGoodDay();
        mart.change(
                "update ticket_order set amount = 'NaN', updated_at = clock_timestamp() where order_id = 10");
        mart.run();

        for (RunReport report : List.of(mart.run(), mart.verify(false), mart.verify(true))) {
            assertThat(report.exitCode()).isEqualTo(3);
            assertThat(report.driftCount()).isZero();
            assertHeldBack(report);
        }
        assertThat(table("event_daily_sales")).isEqualTo(GOOD_DAY);
        assertThat(mart.store.value("select held_back_count from daybook.mart_state"))
                .isEqualTo("1");
        // mended without a new stamp: it is looked at again all the same
        mart.change("update ticket_order set amount = 12 where order_id = 10");

        RunReport mended = mart.run();

        assertThat(mended.exitCode()).isZero();
        assertThat(mended.heldBack()).isEmpty();
        assertThat(mart.differences()).isEmpty();
        assertThat(table("event_daily_sales"))
                .isEqualTo(
                        "acme 1 2024-01-10 EUR | orders_paid=1 gross_amount=12.0000 tickets_sold=1\n");
        assertThat(mart.store.value("select held_back_count from daybook.mart_state"))
                .isEqualTo("0");
    }

    @Test
    void case15InTheFirstBuildLeavesTheDayOutUntilMended() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z", "amount=NaN")
                .order(11, 1, "paid_at=2024-01-11T12:00Z")
                .event(2)
                .order(20, 2, "paid_at=2024-01-10T12:00Z")
                .refund(1, 20, 2, "2024-01-12T12:00Z", "amount=NaN");

        RunReport report = mart.run();

        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.heldBack())
                .extracting(held -> held.entityId() + " " + held.day() + " " + held.reason())
                .containsExactly(
                        "1 2024-01-10 NaN or infinite gross_amount",
                        "2 2024-01-12 NaN or infinite refunded_amount");
        assertThat(table("event_daily_sales"))
                .isEqualTo(
                        """
                        acme 1 2024-01-11 EUR | orders_paid=1 gross_amount=10.0000
                        acme 2 2024-01-10 EUR | orders_paid=1 gross_amount=10.0000
                        """);

        mart.change("update ticket_order set amount = 1 where order_id = 10");
        mart.change("delete from refund");
        assertThat(mart.run().exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
    }

    private void publishGoodDay() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .ticket(100, 10, 1)
                .answer(1, 100, 1, "gender", "male");
        assertThat(mart.run().exitCode()).isZero();
    }

    private static void assertHeldBack(RunReport report) {
        assertThat(report.heldBack())
                .containsExactly(
                        new RunReport.HeldBack(
                                "acme",
                                "event",
                                1,
                                java.time.LocalDate.of(2024, 1, 10),
                                "NaN or infinite gross_amount"));
    }

    private String table(String stem) {
        return MetricText.of(mart, stem);
    }
}
