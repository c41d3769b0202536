package io.daybook.etl.chinook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.PublishedData;
import org.junit.jupiter.api.Test;

class ChinookIntegrationTest {

    private static ChinookShop shop() {
        return new ChinookShop(PublishedData.folder("chinook"));
    }

    @Test
    void firstRunBuildsThePublishedTotals() {
        try (ChinookShop shop = shop()) {
            EventsMart mart = shop.mart();

            RunReport report = mart.run();

            assertThat(report.exitCode()).isZero();
            assertThat(report.messages()).isEmpty();
            assertThat(mart.differences()).isEmpty();
            assertThat(
                            mart.store.rows(
                                    """
                                    select d.name, t.gross_amount, t.tickets_sold
                                    from events.event_totals as t
                                    join events.event_directory as d using (tenant_id, event_id)
                                    where d.name = 'Rock'
                                    union all
                                    select 'all', sum(gross_amount), sum(tickets_sold)
                                    from events.event_totals
                                    order by 1 desc
                                    """))
                    .containsExactly("all | 2328.60 | 2240", "Rock | 826.65 | 835");
        }
    }

    @Test
    void changedPriceReplacesItsSlicesOnly() {
        try (ChinookShop shop = shop()) {
            EventsMart mart = shop.mart();
            mart.run();
            assertThat(mart.run().slicesReplaced()).isZero();

            shop.change(
                    "update invoice_line set unit_price = 1.49, updated_at = now()"
                            + " where invoice_line_id = 1");
            RunReport report = mart.run();

            assertThat(report.views())
                    .filteredOn(view -> view.slices() > 0)
                    .extracting(RunReport.ViewResult::view, RunReport.ViewResult::slices)
                    .containsExactlyInAnyOrder(
                            tuple("event_daily_sales", 1L),
                            tuple("event_sales_quarter_hour", 1L),
                            tuple("event_totals", 1L));
            assertThat(mart.store.value("select sum(gross_amount) from events.event_totals"))
                    .isEqualTo("2329.10");
            assertThat(mart.differences()).isEmpty();
        }
    }

    @Test
    void viewOfAnotherTypeIsDriftAndChangesNothing() {
        try (ChinookShop shop = shop()) {
            EventsMart mart = shop.mart();
            mart.run();
            shop.change(
                    "alter view daybook_events.answer rename to answers;"
                            + "drop view daybook_events.refund;"
                            + "create view daybook_events.refund as select cast(1 as integer) as"
                            + " refund_id, cast(1 as bigint) as order_id, cast(1 as bigint) as"
                            + " event_id, cast(1 as double precision) as amount, cast('a' as text)"
                            + " as status, now() as updated_at where false;"
                            + "grant select on daybook_events.refund to public");

            assertThatThrownBy(mart::run)
                    .hasMessage(
                            """
                            The source does not meet the contract of events (sql/events/contract.sql); nothing was changed:
                              daybook_events.refund.refund_id: type integer (expected bigint)
                              daybook_events.refund.amount: type double precision (expected numeric(18,4))
                              daybook_events.refund.refunded_at: missing (expected timestamp with time zone)
                              daybook_events.answer: missing (expected a table or view that this role may read)""");
        }
    }
}
