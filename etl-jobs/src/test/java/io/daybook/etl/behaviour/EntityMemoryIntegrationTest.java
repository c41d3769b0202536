package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import org.junit.jupiter.api.Test;

/** What is remembered of an entity follows what is published of it, whatever lay between. */
class EntityMemoryIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    /** Publishing an entity's move while one of its days is held back for a NaN. */
    @Test
    void anEventThatMovesTenantWhileADayIsHeldBackLeavesNothingBehindOnceMended() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .order(11, 1, "paid_at=2024-01-11T12:00Z");
        mart.run();
        mart.change(
                "update ticket_order set amount = 'NaN', updated_at = clock_timestamp() where order_id = 10");
        mart.run();
        mart.change("update event set tenant_id = 'bravo', updated_at = clock_timestamp()");
        mart.run();
        mart.change("update ticket_order set amount = 10, updated_at = clock_timestamp()");
        mart.run();
        assertThat(mart.differences()).isEmpty();
    }

    /** Verification repairs an unmarked zone; entity_seen must not keep the old one. */
    @Test
    void anEventSetBackToAZoneThatVerificationReplacedIsFound() {
        rows.event(1).order(10, 1, "paid_at=2024-01-15T20:00Z");
        mart.run();
        mart.change("update event set timezone = 'Asia/Tokyo'");
        assertThat(mart.verify(true).exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
        mart.change("update event set timezone = 'UTC', updated_at = clock_timestamp()");
        mart.run();
        assertThat(mart.differences()).isEmpty();
    }

    /** The same with a tenant: the rows stay under the wrong one. */
    @Test
    void anEventSetBackToATenantThatVerificationReplacedIsFound() {
        rows.event(1).order(10, 1, "paid_at=2024-01-15T20:00Z");
        mart.run();
        mart.change("update event set tenant_id = 'bravo'");
        assertThat(mart.verify(true).exitCode()).isZero();
        mart.change("update event set tenant_id = 'acme', updated_at = clock_timestamp()");
        mart.run();
        assertThat(mart.differences()).isEmpty();
    }

    /** A contract met by views may return nulls: one such event must not end every run. */
    @Test
    void anEventWithoutAZoneInASourceOfViewsIsNamedAndTheRestPublished() {
        EventsMart views = overViews("tenant_id, name, nullif(timezone, 'none') as timezone");
        rows.event(1, "timezone=none")
                .event(2)
                .order(10, 1, "paid_at=2024-01-15T12:00Z")
                .order(20, 2, "paid_at=2024-01-15T12:00Z");
        RunReport report = views.run();
        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.badRows())
                .extracting(bad -> bad.check() + " " + bad.key())
                .containsExactly("event_null_key 1");
        assertThat(views.store.rows("select event_id from events.event_daily_sales"))
                .containsExactly("2");
    }

    /** The event's rows have no tenant, so they are nobody's; the others must not wait for it. */
    @Test
    void anEventWithoutATenantInASourceOfViewsIsNamedAndTheRestPublished() {
        EventsMart views = overViews("nullif(tenant_id, 'none') as tenant_id, name, timezone");
        rows.event(1, "tenant_id=none")
                .event(2)
                .order(10, 1, "paid_at=2024-01-15T12:00Z")
                .order(20, 2, "paid_at=2024-01-15T12:00Z");

        RunReport first = views.run();

        assertThat(first.exitCode()).isEqualTo(3);
        assertThat(first.badRows())
                .extracting(bad -> bad.check() + " " + bad.key())
                .containsExactly("event_null_key 1");
        assertThat(views.store.rows("select event_id from events.event_daily_sales"))
                .containsExactly("2");
        RunReport verified = views.verify(false);
        assertThat(verified.driftCount()).isZero();
        assertThat(verified.exitCode()).isEqualTo(3);
    }

    /** A slice held back is due again by itself: its event did not change. */
    @Test
    void aHeldBackDayMakesItsOwnSlicesDueOnly() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .order(11, 1, "paid_at=2024-01-11T12:00Z");
        mart.run();
        mart.change(
                "update ticket_order set amount = 'NaN', updated_at = clock_timestamp() where order_id = 10");
        mart.run();
        // the next horizon lies behind the change
        mart.run();

        assertThat(mart.plan().work())
                .isNotEmpty()
                .allSatisfy(work -> assertThat(work.days()).isEqualTo("2024-01-10"))
                .allSatisfy(work -> assertThat(work.reason()).isEqualTo("held back"));
    }

    private EventsMart overViews(String columns) {
        mart.source.execute(
                """
                create schema app;
                create view app.event as select event_id, %s, currency, capacity, on_sale_at,
                    starts_at, ends_at, status, updated_at from events.event;
                create view app.ticket_order as select * from events.ticket_order;
                create view app.ticket as select * from events.ticket;
                create view app.refund as select * from events.refund;
                create view app.answer as select * from events.answer;
                """
                        .formatted(columns));
        return EventsMart.over(mart.source, "app");
    }

    /** While the event was missing, its new order named no slice. */
    @Test
    void anEventThatIsDeletedAndReturnsBringsWhatChangedMeanwhile() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.run();
        mart.change("delete from event");
        rows.order(11, 1, "paid_at=2024-01-11T12:00Z");
        assertThat(mart.run().exitCode()).isEqualTo(3);
        rows.event(1);
        assertThat(mart.run().exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
    }
}
