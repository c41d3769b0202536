package io.daybook.etl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.daybook.etl.testing.EventsMart;
import org.junit.jupiter.api.Test;

class MartRunnerIntegrationTest {

    private static EventsMart demo() {
        EventsMart mart = EventsMart.create();
        mart.source.execute(
                "select set_config('daybook.demo_days', '60', true),"
                        + " set_config('daybook.demo_scale', '0.1', true),"
                        + " set_config('daybook.demo_now', '2026-03-01T12:00:00Z', true);"
                        + EventsMart.MART.demo().orElseThrow(),
                "events");
        return mart;
    }

    @Test
    void firstRunBuildsAllTablesAndTheSecondReplacesNothing() {
        EventsMart mart = demo();

        RunReport first = mart.run();
        assertThat(first.generation()).isEqualTo(1);
        assertThat(first.exitCode()).isZero();
        assertThat(first.slicesReplaced()).isPositive();
        assertThat(mart.differences()).isEmpty();

        RunReport second = mart.run();
        assertThat(second.generation()).isEqualTo(2);
        assertThat(second.slicesReplaced()).isZero();
    }

    @Test
    void incrementalRunReplacesOnlyWhatChanged() {
        EventsMart mart = demo();
        mart.run();
        mart.change(
                "update ticket_order set amount = amount + 1, updated_at = clock_timestamp()"
                        + " where order_id = (select min(order_id) from ticket_order where paid_at is not null)");

        RunReport report = mart.run();

        assertThat(mart.differences()).isEmpty();
        assertThat(report.views())
                .filteredOn(view -> view.slices() > 0)
                .extracting(RunReport.ViewResult::view, RunReport.ViewResult::slices)
                .containsExactly(
                        tuple("event_daily_sales", 1L),
                        tuple("event_sales_quarter_hour", 1L),
                        tuple("event_lead_time_sales", 1L),
                        tuple("event_totals", 1L));
        assertThat(
                        mart.store.rows(
                                "select view, generation from daybook.ledger"
                                        + " where day is null and generation > 1 order by view"))
                .containsExactly("event_lead_time_sales | 2", "event_totals | 2");
    }

    @Test
    void verificationNamesADeletedRefundAndRepairsIt() {
        EventsMart mart = demo();
        mart.run();
        assertThat(mart.verify(false).exitCode()).isZero();
        mart.change(
                "delete from refund where refund_id ="
                        + " (select min(refund_id) from refund where status = 'succeeded')");

        assertThat(mart.run().slicesReplaced()).isZero();

        RunReport found = mart.verify(false);
        assertThat(found.exitCode()).isEqualTo(4);
        assertThat(found.driftCount()).isEqualTo(1);
        assertThat(found.drift())
                .extracting(RunReport.Drift::view, RunReport.Drift::column)
                .containsExactly(
                        tuple("event_daily_sales", "refund_count"),
                        tuple("event_daily_sales", "refunded_amount"));

        RunReport repaired = mart.verify(true);
        assertThat(repaired.exitCode()).isZero();
        assertThat(repaired.driftCount()).isEqualTo(1);
        assertThat(mart.verify(false).exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
    }
}
