package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.etl.run.MartRunner;
import io.daybook.etl.run.PlanReport;
import io.daybook.etl.run.Progress;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recomputing a range of days, in windows of at most 31 days, newest first. */
class BackfillIntegrationTest {

    /** 91 days: 1-31 March, 30 January-29 February, 1-29 January. */
    private static final RunRequest.Backfill QUARTER =
            new RunRequest.Backfill(
                    LocalDate.of(2024, 1, 1),
                    LocalDate.of(2024, 3, 31),
                    List.of(),
                    Optional.empty());

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @BeforeEach
    void publishAndChangeWithoutAMark() {
        rows.event(1, "starts_at=2024-06-01T12:00Z")
                .event(2, "tenant_id=bravo", "timezone=Pacific/Auckland")
                .order(10, 1, "paid_at=2024-01-15T12:00Z")
                .order(11, 1, "paid_at=2024-02-15T12:00Z")
                .ticket(110, 11, 1)
                .order(12, 1, "paid_at=2024-03-15T12:00Z")
                .order(20, 2, "paid_at=2024-02-15T12:00Z")
                .order(13, 1, "paid_at=2024-04-15T12:00Z");
        mart.run();
        mart.change("update ticket_order set amount = 77");
    }

    @Test
    void twiceLeavesTheTablesIdentical() {
        RunReport first = mart.run(QUARTER);
        List<String> once = StoreState.tables(mart);

        RunReport second = mart.run(QUARTER);

        assertThat(first.exitCode()).isZero();
        assertThat(second.exitCode()).isZero();
        assertThat(second.slicesReplaced()).isZero();
        assertThat(StoreState.tables(mart)).isEqualTo(once);
        // April lies outside the range and has no mark
        assertThat(amounts())
                .containsExactly(
                        "acme | 2024-01-15 | 77.0000",
                        "acme | 2024-02-15 | 77.0000",
                        "acme | 2024-03-15 | 77.0000",
                        "acme | 2024-04-15 | 10.0000",
                        "bravo | 2024-02-16 | 77.0000");
    }

    @Test
    void bothEndsAreInclusive() {
        mart.backfill(LocalDate.of(2024, 2, 15), LocalDate.of(2024, 2, 15));
        assertThat(amounts())
                .containsExactly(
                        "acme | 2024-01-15 | 10.0000",
                        "acme | 2024-02-15 | 77.0000",
                        "acme | 2024-03-15 | 10.0000",
                        "acme | 2024-04-15 | 10.0000",
                        "bravo | 2024-02-16 | 10.0000");
    }

    @Test
    void ofOneTenantLeavesTheOthersRowsAndTheLedgerAsTheyAre() {
        String ledger =
                "select md5(string_agg(cast(l as text), ' ' order by view, day))"
                        + " from daybook.ledger as l where view = 'event_sales_quarter_hour'"
                        + " and day between '2024-01-01' and '2024-02-14'";
        String before = mart.store.value(ledger);

        mart.run(
                new RunRequest.Backfill(
                        QUARTER.from(), QUARTER.to(), List.of(), Optional.of("bravo")));

        assertThat(amounts())
                .containsExactly(
                        "acme | 2024-01-15 | 10.0000",
                        "acme | 2024-02-15 | 10.0000",
                        "acme | 2024-03-15 | 10.0000",
                        "acme | 2024-04-15 | 10.0000",
                        "bravo | 2024-02-16 | 77.0000");
        assertThat(mart.store.value(ledger)).isEqualTo(before);
    }

    @Test
    void ofOneViewLeavesTheOthersButPublishesAllMarkedChanges() {
        rows.order(14, 1, "paid_at=2024-05-01T12:00Z");

        mart.run(
                new RunRequest.Backfill(
                        QUARTER.from(),
                        QUARTER.to(),
                        List.of("view_event_sales_quarter_hour"),
                        Optional.empty()));

        assertThat(amounts())
                .containsExactly(
                        "acme | 2024-01-15 | 10.0000",
                        "acme | 2024-02-15 | 10.0000",
                        "acme | 2024-03-15 | 10.0000",
                        "acme | 2024-04-15 | 10.0000",
                        "acme | 2024-05-01 | 10.0000",
                        "bravo | 2024-02-16 | 10.0000");
        assertThat(
                        mart.store.rows(
                                "select day, gross_amount from events.event_sales_quarter_hour"
                                        + " where event_id = 1 order by day"))
                .containsExactly(
                        "2024-01-15 | 77.0000",
                        "2024-02-15 | 77.0000",
                        "2024-03-15 | 77.0000",
                        "2024-04-15 | 10.0000",
                        "2024-05-01 | 10.0000");
    }

    @Test
    void goesOnWithItsPlanAfterAnInterruptionAndSaysSo() {
        AtomicReference<MartRunner> runner = new AtomicReference<>();
        runner.set(mart.runner(new Hearing().at("compute", 2, () -> runner.get().stop())));
        RunFailure stopped =
                catchThrowableOfType(RunFailure.class, () -> runner.get().run(QUARTER));
        assertThat(stopped.exitCode()).isEqualTo(130);
        // the newest window is done, nothing of the second is
        assertThat(amounts())
                .containsExactly(
                        "acme | 2024-01-15 | 10.0000",
                        "acme | 2024-02-15 | 10.0000",
                        "acme | 2024-03-15 | 77.0000",
                        "acme | 2024-04-15 | 10.0000",
                        "bravo | 2024-02-16 | 10.0000");

        // a run does not go on with it
        assertThat(mart.run().slicesReplaced()).isZero();
        Hearing hearing = new Hearing();
        mart.runner(hearing).run(QUARTER);

        assertThat(hearing.messages)
                .containsExactly(
                        "Going on with the backfill of events that was interrupted: 2 windows are left");
        assertThat(hearing.steps).filteredOn("plan"::equals).hasSize(2);
        assertThat(amounts())
                .containsExactly(
                        "acme | 2024-01-15 | 77.0000",
                        "acme | 2024-02-15 | 77.0000",
                        "acme | 2024-03-15 | 77.0000",
                        "acme | 2024-04-15 | 10.0000",
                        "bravo | 2024-02-16 | 77.0000");
    }

    @Test
    void anotherRangeStartsItsOwnPlan() {
        AtomicReference<MartRunner> runner = new AtomicReference<>();
        runner.set(mart.runner(new Hearing().at("compute", 2, () -> runner.get().stop())));
        catchThrowableOfType(RunFailure.class, () -> runner.get().run(QUARTER));
        Hearing hearing = new Hearing();

        mart.runner(hearing)
                .run(
                        new RunRequest.Backfill(
                                QUARTER.from(),
                                QUARTER.to().minusDays(1),
                                List.of(),
                                Optional.empty()));

        assertThat(hearing.messages).isEmpty();
        assertThat(hearing.steps).filteredOn("plan"::equals).hasSize(3);
    }

    @Test
    void aPreviewListsWhatWouldBeRecomputedAndWritesNothing() {
        List<String> before = StoreState.published(mart);
        String runs = mart.store.value("select count(*) from daybook.run");
        PlanReport report =
                mart.runner(Progress.SILENT)
                        .plan(
                                new RunRequest.Backfill(
                                        LocalDate.of(2024, 1, 10),
                                        LocalDate.of(2024, 3, 1),
                                        List.of("event_daily_sales", "event_directory"),
                                        Optional.empty()));
        assertThat(report.work())
                .containsExactly(
                        new PlanReport.Work(
                                "event_daily_sales",
                                "window",
                                null,
                                "2024-01-10..2024-03-01",
                                "backfill"),
                        new PlanReport.Work("event_directory", "whole", null, "-", "backfill"));
        assertThat(StoreState.published(mart)).isEqualTo(before);
        assertThat(mart.store.value("select count(*) from daybook.run")).isEqualTo(runs);
        assertThat(mart.store.value("select count(*) from daybook.backfill")).isEqualTo("0");
    }

    @Test
    void anUnknownTenantIsNamedWithItsNearest() {
        assertThat(refused("brvo"))
                .isEqualTo("Unknown tenant: brvo (did you mean bravo?; nothing was changed)");
        assertThat(refused("x' or '1'='1"))
                .isEqualTo(
                        "Unknown tenant: x' or '1'='1 (expected a tenant of the mart events in the"
                                + " source or the store; nothing was changed)");
        assertThat(mart.store.value("select count(*) from daybook.backfill")).isEqualTo("0");
    }

    /** One that only the source has, as all that it sold is new; one that only the store has. */
    @Test
    void aTenantOfEitherSideIsKnown() {
        rows.event(7, "tenant_id=charlie");
        mart.change("update event set tenant_id = 'acme' where event_id = 2");
        for (String tenant : List.of("charlie", "bravo")) {
            assertThat(mart.run(ofTenant(tenant)).exitCode()).as(tenant).isZero();
        }
    }

    private String refused(String tenant) {
        RunFailure failure =
                catchThrowableOfType(RunFailure.class, () -> mart.run(ofTenant(tenant)));
        assertThat(failure.exitCode()).isEqualTo(2);
        return failure.getMessage();
    }

    private static RunRequest.Backfill ofTenant(String tenant) {
        return new RunRequest.Backfill(
                LocalDate.of(2024, 1, 10),
                LocalDate.of(2024, 1, 11),
                List.of(),
                Optional.of(tenant));
    }

    private List<String> amounts() {
        return mart.table("event_daily_sales", "tenant_id", "day", "gross_amount");
    }
}
