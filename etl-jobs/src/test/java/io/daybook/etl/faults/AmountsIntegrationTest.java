package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.schema.catalogue.View;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Amounts at the edges of their types, and sums that must be exact. */
class AmountsIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    /** The source keeps money as float; what is no amount is held back by its day. */
    @Test
    void floatsThatAreNoAmountsAreHeldBackAndTheOthersPublished() {
        EventsMart floats = overAmounts("cast(f.amount as numeric)", "double precision");
        rows.event(1);
        String[] amounts = {"Infinity", "-Infinity", "NaN", "-0.0", "1e308", "0.1"};
        for (int i = 0; i < amounts.length; i++) {
            rows.order(10 + i, 1, "paid_at=2024-01-%dT12:00Z".formatted(10 + i));
            mart.source.execute(
                    "insert into app.amount values (%d, '%s')".formatted(10 + i, amounts[i]));
        }

        RunReport report = floats.run();

        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.heldBack())
                .extracting(held -> held.entityId() + " " + held.day() + " " + held.reason())
                .containsExactly(
                        "1 2024-01-10 NaN or infinite gross_amount",
                        "1 2024-01-11 NaN or infinite gross_amount",
                        "1 2024-01-12 NaN or infinite gross_amount");
        assertThat(
                        floats.store.rows(
                                "select day, gross_amount from events.event_daily_sales order by day"))
                .containsExactly(
                        "2024-01-13 | 0", "2024-01-14 | 1" + "0".repeat(308), "2024-01-15 | 0.1");
    }

    /** numeric(18,4) ends at 99,999,999,999,999.9999; the sum of three does not fit it. */
    @Test
    void sumsBeyondTheRangeOfTheirAmountsAreExact() {
        rows.event(1);
        for (int order = 10; order < 13; order++) {
            rows.order(order, 1, "paid_at=2024-01-10T12:00Z", "amount=99999999999999.9999");
        }

        assertThat(mart.run().exitCode()).isZero();

        assertThat(mart.store.value("select gross_amount from events.event_totals"))
                .isEqualTo("299999999999999.9997");
        assertThat(mart.verify(false).exitCode()).isZero();
    }

    /** The source keeps cents as bigint and casts them to integer, which ends at 2,147,483,647. */
    @Test
    void aCastThatOverflowsHoldsItsSliceBackAndOtherTenantsPublish() {
        EventsMart casts = overAmounts("cast(cast(f.amount as integer) as numeric)", "bigint");
        rows.event(1).event(2, "tenant_id=bravo");
        String[] amounts = {"2147483648", "2147483647", "5"};
        for (int i = 0; i < amounts.length; i++) {
            rows.order(10 + i, 1 + i / 2, "paid_at=2024-01-%dT12:00Z".formatted(10 + i));
            mart.source.execute(
                    "insert into app.amount values (%d, '%s')".formatted(10 + i, amounts[i]));
        }

        RunReport report = casts.run();

        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.heldBack())
                .extracting(held -> held.tenantId() + " " + held.entityId() + " " + held.day())
                .containsExactly("acme 1 2024-01-10");
        assertThat(report.heldBack().get(0).reason()).endsWith("SQLSTATE 22003)");
        assertThat(casts.table("event_daily_sales", "tenant_id", "day", "gross_amount"))
                .containsExactly("acme | 2024-01-11 | 2147483647", "bravo | 2024-01-12 | 5");

        mart.source.execute("update app.amount set amount = 7 where order_id = 10");
        assertThat(casts.run().exitCode()).isZero();
        assertThat(casts.differences()).isEmpty();
    }

    /** A thousand orders, each of which the source's view shows a thousand times. */
    @Test
    void aMillionTenthsAreAHundredThousand() {
        rows.event(1);
        mart.change(
                """
                insert into ticket_order
                    (order_id, event_id, status, ordered_at, paid_at, amount, tax_amount,
                        fee_amount, updated_at)
                select n, 1, 'paid', now(), '2024-01-10T12:00Z', 0.1, 0.1, 0.1, now()
                from generate_series(1, 1000) as n
                """);
        EventsMart views = Sources.overViews(mart.source);
        mart.source.execute(
                """
                create or replace view app.ticket_order as
                select o.order_id * 1000 + n as order_id, o.event_id, o.buyer_id, o.status,
                    o.ordered_at, o.paid_at, o.cancelled_at, o.amount, o.tax_amount, o.fee_amount,
                    o.updated_at
                from events.ticket_order as o
                cross join generate_series(0, 999) as n
                """);

        assertThat(views.run().exitCode()).isZero();

        assertThat(
                        views.store.rows(
                                "select orders_paid, gross_amount, tax_amount, fee_amount from events.event_totals"))
                .containsExactly("1000000 | 100000.0000 | 100000.0000 | 100000.0000");
        assertThat(new BigDecimal("0.1").multiply(BigDecimal.valueOf(1_000_000)))
                .isEqualByComparingTo("100000");
    }

    @Test
    void currenciesAreNeverAddedUp() {
        rows.event(1, "currency=EUR")
                .event(2, "currency=INR")
                .order(10, 1, "paid_at=2024-01-10T12:00Z", "amount=10")
                .order(20, 2, "paid_at=2024-01-10T12:00Z", "amount=700");
        mart.run();
        mart.change(
                "update event set currency = 'INR', updated_at = clock_timestamp() where event_id = 1");

        mart.run();

        assertThat(mart.table("event_daily_sales", "event_id", "currency", "gross_amount"))
                .containsExactly("1 | INR | 10.0000", "2 | INR | 700.0000");
        // a row is of one event, and an event has one currency
        for (View view : EventsMart.MART.views()) {
            assertThat(view.grain()).as(view.stem()).startsWith("tenant_id", "event_id");
        }
        assertThat(mart.differences()).isEmpty();
    }

    /** The mart over a source that keeps the amount of an order in a table of its own. */
    private EventsMart overAmounts(String expression, String type) {
        mart.source.execute("create schema app");
        mart.source.execute(
                """
                create table app.amount (order_id bigint primary key, amount %2$s);
                create view app.event as select * from events.event;
                create view app.ticket as select * from events.ticket;
                create view app.refund as select * from events.refund;
                create view app.answer as select * from events.answer;
                create view app.ticket_order as
                select o.order_id, o.event_id, o.buyer_id, o.status, o.ordered_at, o.paid_at,
                    o.cancelled_at, %1$s as amount, o.tax_amount, o.fee_amount, o.updated_at
                from events.ticket_order as o
                inner join app.amount as f on f.order_id = o.order_id
                """
                        .formatted(expression, type));
        return EventsMart.over(mart.source, "app");
    }
}
