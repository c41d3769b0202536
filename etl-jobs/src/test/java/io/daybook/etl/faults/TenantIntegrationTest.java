package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import io.daybook.schema.catalogue.View;
import org.junit.jupiter.api.Test;

/** Rows without a tenant, and tenants that go. */
class TenantIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void rowsOfAnUnknownEventAreNamedAndBelongToNobody() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .order(11, 404, "paid_at=2024-01-10T12:00Z");

        RunReport report = mart.run();

        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.badRows())
                .extracting(bad -> bad.check() + " " + bad.key())
                .containsExactly("order_without_event 11");
        assertThat(tenants()).isEqualTo("acme");
        assertThat(mart.store.value("select sum(gross_amount) from events.event_daily_sales"))
                .isEqualTo("10.0000");
    }

    @Test
    void aTenantMergedIntoAnotherTakesItsNumbersAlong() {
        publishTwoTenants();
        mart.change(
                "update event set tenant_id = 'acme', updated_at = clock_timestamp()"
                        + " where tenant_id = 'bravo'");

        assertThat(mart.run().exitCode()).isZero();

        assertThat(tenants()).isEqualTo("acme");
        assertThat(mart.store.value("select sum(gross_amount) from events.event_totals"))
                .isEqualTo("20.0000");
        assertThat(mart.differences()).isEmpty();
    }

    @Test
    void aTenantDeletedWithAllItsRowsLeavesNoneBehindAfterVerification() {
        publishTwoTenants();
        mart.change("delete from ticket_order where event_id = 2");
        mart.change("delete from event where event_id = 2");

        assertThat(mart.verify(false).exitCode()).isEqualTo(4);
        assertThat(mart.verify(true).exitCode()).isZero();

        assertThat(tenants()).isEqualTo("acme");
        assertThat(mart.differences()).isEmpty();
    }

    private void publishTwoTenants() {
        rows.event(1)
                .event(2, "tenant_id=bravo")
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .order(20, 2, "paid_at=2024-01-10T12:00Z");
        mart.run();
        assertThat(tenants()).isEqualTo("acme bravo");
    }

    /** Of all metric tables together. */
    private String tenants() {
        StringBuilder union = new StringBuilder();
        for (View view : EventsMart.MART.views()) {
            union.append(union.isEmpty() ? "" : " union ")
                    .append("select tenant_id from events.")
                    .append(view.stem());
        }
        return mart.store.value(
                "select string_agg(tenant_id, ' ' order by tenant_id) from (%s) as t"
                        .formatted(union));
    }
}
