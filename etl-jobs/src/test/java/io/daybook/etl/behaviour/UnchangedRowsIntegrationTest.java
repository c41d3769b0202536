package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Only rows that differ are written: neither fewer, nor more. */
class UnchangedRowsIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void aRowThatIsComputedAgainAsItWasStays() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z").ticket(10, 10, 1);
        mart.run();
        List<String> before = versions();

        mart.source.execute("update events.ticket_order set buyer_id = 7, updated_at = now()");
        RunReport report = mart.run();

        assertThat(report.views()).anySatisfy(view -> assertThat(view.due()).isEqualTo(1));
        assertThat(report.slicesReplaced()).isZero();
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void anAmountWithMoreDecimalsIsAnotherAmount() {
        mart.source.execute("alter table events.ticket_order alter column amount type numeric");
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z", "amount=10.5");
        mart.run();

        mart.source.execute("update events.ticket_order set amount = 10.50, updated_at = now()");
        mart.run();

        assertThat(mart.store.rows("select gross_amount from events.event_daily_sales"))
                .containsExactly("10.50");
        assertThat(mart.differences()).isEmpty();
    }

    /** Of a lifetime table one row comes, one goes and one changes; the others stay. */
    @Test
    void ofOneSliceOnlyTheRowsThatDifferAreWritten() {
        rows.event(1, "starts_at=2024-01-20T19:00Z")
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .order(11, 1, "paid_at=2024-01-11T12:00Z")
                .order(12, 1, "paid_at=2024-01-12T12:00Z");
        mart.run();
        String unchanged =
                "select xmin, t from events.event_lead_time_sales as t where days_before_start = 8";
        List<String> before = mart.store.rows(unchanged);
        assertThat(before).hasSize(1);

        mart.source.execute(
                "update events.ticket_order set amount = 11, updated_at = now() where order_id = 10");
        mart.source.execute("delete from events.ticket_order where order_id = 11");
        rows.order(13, 1, "paid_at=2024-01-13T12:00Z");
        mart.verify(true);

        assertThat(mart.differences()).isEmpty();
        assertThat(mart.store.rows(unchanged)).isEqualTo(before);
        assertThat(
                        mart.store.rows(
                                "select days_before_start, gross_amount"
                                        + " from events.event_lead_time_sales order by 1 desc"))
                .containsExactly("10 | 11.0000", "8 | 10.0000", "7 | 10.0000");
    }

    private List<String> versions() {
        return mart.store.rows(
                "select xmin, cast(t as text) from events.event_daily_sales as t union all"
                        + " select xmin, cast(t as text) from events.event_sales_quarter_hour as t"
                        + " order by 2");
    }
}
