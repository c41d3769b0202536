package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.etl.behaviour.StoreState;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A source that changed its shape is refused with every difference, before anything is done. */
class SchemaDriftIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void renamedRetypedAndDroppedColumnsAreReportedAtOnce() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.run();
        List<String> before = StoreState.published(mart);
        mart.change(
                """
                alter table event rename column starts_at to begins_at;
                alter table event alter column capacity type bigint;
                create type refund_status as enum ('pending', 'succeeded', 'failed');
                alter table refund alter column status type refund_status
                    using status::refund_status;
                alter table ticket drop column price;
                """);

        RunFailure failure = catchThrowableOfType(RunFailure.class, mart::run);

        assertThat(failure.exitCode()).isEqualTo(4);
        assertThat(failure)
                .hasMessage(
                        """
                        The source does not meet the contract of events (sql/events/contract.sql); nothing was changed:
                          events.event.capacity: type bigint (expected integer)
                          events.event.starts_at: missing (expected timestamp with time zone)
                          events.ticket.price: missing (expected numeric(18,4))
                          events.refund.status: type events.refund_status (expected text)"""
                                .stripTrailing());
        assertThat(StoreState.published(mart)).isEqualTo(before);
        for (RunFailure other :
                List.of(
                        catchThrowableOfType(RunFailure.class, () -> mart.verify(true)),
                        catchThrowableOfType(RunFailure.class, mart::plan))) {
            assertThat(other.exitCode()).isEqualTo(4);
        }
    }

    @Test
    void aReplacedViewIsReportedLikeATable() {
        EventsMart views = Sources.overViews(mart.source);
        rows.event(1);
        views.run();
        mart.source.execute(
                """
                drop view app.refund;
                create view app.refund as
                select refund_id, order_id, event_id, cast(amount as double precision) as amount,
                    status, refunded_at
                from events.refund
                """);

        RunFailure failure = catchThrowableOfType(RunFailure.class, views::run);

        assertThat(failure.exitCode()).isEqualTo(4);
        assertThat(failure.getMessage().lines().skip(1).map(String::strip))
                .containsExactly(
                        "app.refund.amount: type double precision (expected numeric(18,4))",
                        "app.refund.updated_at: missing (expected timestamp with time zone)");
    }

    @Test
    void aNewStatusIsCountedAsUnmappedAndStopsNothing() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .ticket(100, 10, 1, "status=transferred")
                .refund(1, 10, 1, "2024-01-10T13:00Z", "status=disputed");

        RunReport report = mart.run();

        assertThat(report.exitCode()).isZero();
        assertThat(report.findings())
                .extracting(finding -> finding.reason() + ": " + finding.count())
                .anySatisfy(text -> assertThat(text).contains("transferred").endsWith(": 1"))
                .anySatisfy(text -> assertThat(text).contains("disputed").endsWith(": 1"));
        assertThat(
                        mart.table(
                                "event_daily_sales",
                                "event_id",
                                "tickets_sold",
                                "refund_count",
                                "unmapped_count"))
                .containsExactly("1 | 0 | 0 | 2");
    }
}
