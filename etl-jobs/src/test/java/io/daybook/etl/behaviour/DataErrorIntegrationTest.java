package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Data that PostgreSQL refuses to compute (SQLSTATE class 22): the failing slices are held back by
 * name, everything else is published.
 *
 * <p>The source meets the contract through views; the amounts are texts there, and one of them may
 * be no number.
 */
class DataErrorIntegrationTest {

    /** After the name of the view that was computed first. */
    private static final String REASON = ": a text is no value of its type (SQLSTATE 22P02)";

    private final EventsMart tables = EventsMart.create();
    private final EventsRows rows = new EventsRows(tables);

    @Test
    void anEventWhoseStartIsOutOfRangeInItsZoneIsHeldBackAlone() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-15T12:00Z")
                .event(2, "timezone=Pacific/Kiritimati", "starts_at=294276-12-31T23:00Z")
                .order(20, 2, "paid_at=2024-01-15T12:00Z");

        RunReport report = tables.run();

        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.heldBack())
                .containsExactly(
                        new RunReport.HeldBack(
                                "acme",
                                "event",
                                2,
                                null,
                                "event_directory: an instant is out of range (SQLSTATE 22008)"));
        assertThat(
                        tables.store.rows(
                                "select event_id from events.event_directory order by event_id"))
                .containsExactly("1");
        assertThat(
                        tables.store.rows(
                                "select event_id, day from events.event_daily_sales order by event_id, day"))
                .containsExactly("1 | 2024-01-15");
    }

    @Test
    void anEventWhoseStartGoesOutOfRangeKeepsItsRowsUntilItIsMended() {
        rows.event(1).event(2, "timezone=Pacific/Kiritimati");
        tables.run();
        tables.change(
                "update event set starts_at = '294276-12-31T23:00Z', updated_at = clock_timestamp() where event_id = 2");
        rows.order(10, 1, "paid_at=2024-01-15T12:00Z").order(20, 2, "paid_at=2024-01-15T12:00Z");

        assertThat(tables.run().exitCode()).isEqualTo(3);
        assertThat(
                        tables.store.rows(
                                "select event_id from events.event_directory order by event_id"))
                .containsExactly("1", "2");
        assertThat(
                        tables.store.rows(
                                "select event_id from events.event_daily_sales order by event_id"))
                .containsExactly("1");

        tables.change("update event set starts_at = null where event_id = 2");
        assertThat(tables.run().exitCode()).isZero();
        assertThat(tables.differences()).isEmpty();
    }

    @Test
    void aFirstBuildLeavesOutTheFailingDaysOnly() {
        EventsMart mart = withAmountsAsText();
        for (int event = 1; event <= 3; event++) {
            rows.event(event);
            for (int day = 10; day < 15; day++) {
                rows.order(event * 100L + day, event, "paid_at=2024-01-%dT12:00Z".formatted(day));
            }
        }
        amount(111, "eleven");
        amount(314, "3,14");

        RunReport report = mart.run();

        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(heldBack(report)).containsExactly("acme 1 2024-01-11", "acme 3 2024-01-14");
        assertThat(
                        mart.store.value(
                                "select count(*), sum(gross_amount) from events.event_daily_sales"))
                .isEqualTo("13 | 130");
        assertThat(mart.store.value("select count(*) from events.event_sales_quarter_hour"))
                .as("the same days of the mart's other views")
                .isEqualTo("13");
    }

    @Test
    void aHeldBackDayKeepsItsLastGoodRowsInAllViews() {
        EventsMart mart = withAmountsAsText();
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .order(11, 1, "paid_at=2024-01-11T12:00Z");
        mart.run();
        amount(10, "ten");
        rows.order(12, 1, "paid_at=2024-01-10T13:00Z").order(13, 1, "paid_at=2024-01-11T13:00Z");

        RunReport report = mart.run();

        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(heldBack(report)).containsExactly("acme 1 2024-01-10");
        assertThat(mart.table("event_daily_sales", "event_id", "day", "orders_paid"))
                .containsExactly("1 | 2024-01-10 | 1", "1 | 2024-01-11 | 2");
        assertThat(
                        mart.store.rows(
                                "select day, sum(orders_paid) from events.event_sales_quarter_hour group by day order by day"))
                .containsExactly("2024-01-10 | 1", "2024-01-11 | 2");

        amount(10, "10");
        assertThat(mart.run().exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
    }

    @Test
    void aBackfillPublishesTheOtherDaysOfItsWindow() {
        EventsMart mart = withAmountsAsText();
        rows.event(1)
                .event(2)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .order(11, 1, "paid_at=2024-01-11T12:00Z")
                .order(20, 2, "paid_at=2024-01-10T12:00Z");
        mart.run();
        // without a mark: only the window finds them
        tables.source.execute("update app.amount set amount = '99'");
        tables.source.execute("update app.amount set amount = 'none' where order_id = 10");

        RunReport report = mart.backfill(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 1, 31));

        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(heldBack(report)).containsExactly("acme 1 2024-01-10");
        assertThat(mart.table("event_daily_sales", "event_id", "day", "gross_amount"))
                .containsExactly(
                        "1 | 2024-01-10 | 10", "1 | 2024-01-11 | 99", "2 | 2024-01-10 | 99");
    }

    /** The comparison itself fails first: the days are read instead of their fingerprints. */
    @Test
    void aRepairPublishesAllButTheFailingDay() {
        EventsMart mart = withAmountsAsText();
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .order(11, 1, "paid_at=2024-01-11T12:00Z")
                .order(12, 1, "paid_at=2024-01-12T12:00Z");
        mart.run();
        mart.store.execute("delete from daybook.ledger where day = '2024-01-11'");
        tables.source.execute("update app.amount set amount = '99'");
        tables.source.execute("update app.amount set amount = 'none' where order_id = 10");

        RunReport report = mart.verify(true);

        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(heldBack(report)).containsExactly("acme 1 2024-01-10");
        assertThat(report.driftCount()).as("the missing day is no drift").isEqualTo(2);
        assertThat(
                        mart.store.rows(
                                "select day, gross_amount from events.event_daily_sales order by day"))
                .containsExactly("2024-01-10 | 10", "2024-01-11 | 99", "2024-01-12 | 99");
        assertThat(mart.verify(false).exitCode()).as("what is held back is no drift").isEqualTo(3);
    }

    /** A missing day is no part of the comparison, wherever it lies; here after it. */
    @Test
    void aRepairOfOneDayIsNotLedAstrayByALaterMissingDay() {
        EventsMart mart = withAmountsAsText();
        rows.event(1)
                .event(2)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .order(20, 2, "paid_at=2024-01-10T12:00Z")
                .order(12, 1, "paid_at=2024-01-14T12:00Z");
        mart.run();
        mart.store.execute("delete from daybook.ledger where day = '2024-01-12'");
        tables.source.execute("update app.amount set amount = 'none' where order_id = 10");
        tables.source.execute("update app.amount set amount = '99' where order_id = 20");

        LocalDate day = LocalDate.of(2024, 1, 10);
        RunReport report =
                mart.run(
                        new RunRequest.Verify(Optional.of(day), Optional.of(day), List.of(), true));

        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(heldBack(report)).containsExactly("acme 1 2024-01-10");
        assertThat(
                        mart.store.rows(
                                "select event_id, day, gross_amount from events.event_daily_sales order by 1, 2"))
                .containsExactly(
                        "1 | 2024-01-10 | 10", "1 | 2024-01-14 | 10", "2 | 2024-01-10 | 99");
    }

    private static List<String> heldBack(RunReport report) {
        return report.heldBack().stream()
                .peek(held -> assertThat(held.reason()).endsWith(REASON))
                .map(held -> held.tenantId() + " " + held.entityId() + " " + held.day())
                .toList();
    }

    /** Marks the order as changed, too. */
    private void amount(long order, String text) {
        tables.source.execute(
                """
                insert into app.amount values (%1$d, '%2$s')
                on conflict (order_id) do update set amount = excluded.amount;
                update events.ticket_order set updated_at = clock_timestamp() where order_id = %1$d
                """
                        .formatted(order, text));
    }

    private EventsMart withAmountsAsText() {
        tables.source.execute(
                """
                create schema app;
                create table app.amount (order_id bigint primary key, amount text not null);
                create function app.amount() returns trigger language plpgsql as
                $$ begin insert into app.amount values (new.order_id, '10'); return new; end $$;
                create trigger amount after insert on events.ticket_order
                    for each row execute function app.amount();
                create view app.ticket_order as
                select o.order_id, o.event_id, o.buyer_id, o.status, o.ordered_at, o.paid_at,
                    o.cancelled_at, cast(a.amount as numeric) as amount, o.tax_amount,
                    o.fee_amount, o.updated_at
                from events.ticket_order as o
                left join app.amount as a on a.order_id = o.order_id;
                create view app.event as select * from events.event;
                create view app.ticket as select * from events.ticket;
                create view app.refund as select * from events.refund;
                create view app.answer as select * from events.answer;
                """);
        return EventsMart.over(tables.source, "app");
    }
}
