package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What checks find: counted, named by key until mended, or a reason to publish nothing. */
class FindingsIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void unmappedStatusesAreCountedByStatusWithExitCode0() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .ticket(100, 10, 1, "status=void")
                .ticket(101, 10, 1, "status=void")
                .ticket(102, 10, 1, "status=VALID")
                .refund(1, 10, 1, "2024-01-11T12:00Z", "status=reversed");

        RunReport report = mart.run();

        assertThat(report.exitCode()).isZero();
        assertThat(report.badRows()).isEmpty();
        assertThat(report.findings())
                .containsExactly(
                        new RunReport.Finding("refund_status", "refund status reversed", 1),
                        new RunReport.Finding("ticket_status", "ticket status VALID", 1),
                        new RunReport.Finding("ticket_status", "ticket status void", 2));
        // the next run looks at what changed since only
        assertThat(mart.run().findings()).isEmpty();
        assertThat(mart.verify(false).findings()).hasSize(3);
    }

    @Test
    void everyKindOfBadRowIsNamedByItsKeyUntilItIsMendedOrGone() {
        rows.event(1)
                .event(2)
                .event(3, "starts_at=infinity")
                .event(4, "tenant_id=")
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .order(11, 9, "paid_at=2024-01-10T12:00Z")
                .order(12, 1, "paid_at=infinity")
                .order(13, 1, "paid_at=1899-12-31T23:59:59Z")
                .order(14, 1, "cancelled_at=2300-01-01T00:00Z")
                .ticket(100, 10, 2)
                .ticket(101, 99, 1)
                .ticket(102, 10, 9)
                .ticket(103, 10, 1, "cancelled_at=-infinity")
                .refund(1, 10, 2, "2024-01-10T12:00Z")
                .refund(2, 99, 1, "2024-01-10T12:00Z")
                .refund(3, 10, 9, "2024-01-10T12:00Z")
                .refund(4, 10, 1, "infinity")
                .answer(1, 999, 1, "gender", "male")
                .answer(2, 103, 2, "gender", "male")
                .answer(3, 103, 1, "gender", "male");
        String[] named = {
            "answer_duplicate 2",
            "answer_duplicate 3",
            "answer_event_differs 2",
            "answer_without_ticket 1",
            "event_clock 3",
            "event_null_key 4",
            "order_clock 12",
            "order_clock 13",
            "order_clock 14",
            "order_without_event 11",
            "refund_clock 4",
            "refund_event_differs 1",
            "refund_event_differs 3",
            "refund_without_event 3",
            "refund_without_order 2",
            "ticket_clock 103",
            "ticket_event_differs 100",
            "ticket_event_differs 102",
            "ticket_without_event 102",
            "ticket_without_order 101",
        };

        for (RunReport report : List.of(mart.run(), mart.run(), mart.verify(true))) {
            assertThat(report.exitCode()).isEqualTo(3);
            assertThat(report.badRows())
                    .extracting(bad -> bad.check() + " " + bad.key())
                    .containsExactly(named);
        }

        // mended without a stamp, or gone: looked at by key all the same
        mart.change(
                """
                update event set starts_at = null, tenant_id = 'acme';
                update ticket_order set event_id = 1, paid_at = null, cancelled_at = null;
                delete from answer;
                delete from refund;
                delete from ticket;
                """);
        RunReport mended = mart.run();
        assertThat(mended.badRows()).isEmpty();
        assertThat(mended.exitCode()).isZero();
    }

    @Test
    void aPublishedCheckThatFindsSomethingRollsThePublicationBack() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.run();
        // someone removes a day behind our back; the next change of the event brings its total up
        mart.store.execute("delete from events.event_daily_sales");
        mart.store.execute(
                "create function events.spoil() returns trigger language plpgsql as"
                        + " 'begin new.gross_amount = new.gross_amount + 1; return new; end';"
                        + "create trigger spoil before insert on events.event_totals"
                        + " for each row execute function events.spoil();");
        rows.order(11, 1, "paid_at=2024-01-11T12:00Z");
        List<String> before = StoreState.published(mart);

        RunFailure failure = catchThrowableOfType(RunFailure.class, mart::run);

        assertThat(failure.exitCode()).isEqualTo(4);
        assertThat(failure)
                .hasMessage(
                        "Check totals_equal_days failed: acme 1: gross_amount differs"
                                + " (nothing was published, the last publication stands)");
        assertThat(StoreState.published(mart)).isEqualTo(before);
        assertThat(StoreState.lastRun(mart)).isEqualTo("run | failed | 4");
    }

    @Test
    void aCompareCheckStopsWhenStagingLostRows() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.run();
        rows.order(11, 1, "paid_at=2024-01-11T12:00Z", "amount=7");
        List<String> before = StoreState.published(mart);
        Hearing hearing =
                new Hearing()
                        .at(
                                "check",
                                1,
                                () ->
                                        mart.store.execute(
                                                """
                                                do $$ declare staged text; begin
                                                    select tablename into strict staged
                                                    from pg_tables
                                                    where schemaname = 'staging'
                                                        and tablename like 'events_event_daily_sales_run%';
                                                    execute 'delete from staging.' || staged;
                                                end $$
                                                """));

        RunFailure failure =
                catchThrowableOfType(
                        RunFailure.class,
                        () ->
                                mart.runner(hearing)
                                        .run(
                                                new io.daybook.etl.run.RunRequest.Nightly(
                                                        io.daybook.etl.run.RunRequest.Verification
                                                                .NEVER)));

        assertThat(failure.exitCode()).isEqualTo(4);
        assertThat(failure)
                .hasMessage(
                        "Check paid_orders_complete failed: orders_paid of event_daily_sales is 0,"
                                + " but the source's rows add up to 1 (nothing was published, the"
                                + " last publication stands)");
        assertThat(StoreState.published(mart)).isEqualTo(before);
        mart.run();
        assertThat(mart.differences()).isEmpty();
    }
}
