package io.daybook.etl.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.run.PlanReport;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ledger decides what is done and what is missing. */
class LedgerIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void firstPublicationIsWholeAndProvesEveryDayFromTheFirstOneHeldToAsOf() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .order(11, 1, "paid_at=2024-01-12T12:00Z");

        RunReport report = mart.run();

        LocalDate asOfDay = report.asOf().atOffset(ZoneOffset.UTC).toLocalDate();
        long days = ChronoUnit.DAYS.between(LocalDate.of(2024, 1, 10), asOfDay) + 1;
        assertThat(
                        mart.store.rows(
                                """
                                select view, count(*) filter (where day is null), count(day), min(day),
                                    max(day)
                                from daybook.ledger
                                where mart = 'events' and generation = 1
                                group by view
                                order by view
                                """))
                .containsExactly(
                        // no tickets, so no demographics: no first day held
                        "event_daily_demographics | 1 | 0 | - | -",
                        "event_daily_sales | 1 | %d | 2024-01-10 | %s".formatted(days, asOfDay),
                        "event_demographics | 1 | 0 | - | -",
                        "event_directory | 1 | 0 | - | -",
                        "event_lead_time_sales | 1 | 0 | - | -",
                        "event_sales_quarter_hour | 1 | %d | 2024-01-10 | %s"
                                .formatted(days, asOfDay),
                        "event_totals | 1 | 0 | - | -");
        assertThat(
                        mart.store.rows(
                                """
                                select day, row_count
                                from daybook.ledger
                                where view = 'event_daily_sales' and day <= '2024-01-13'
                                order by day
                                """))
                .containsExactly(
                        "2024-01-10 | 1", "2024-01-11 | 0", "2024-01-12 | 1", "2024-01-13 | 0");
    }

    @Test
    void anEarlierSliceBringsTheDaysBetweenIntoTheLedger() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.run();
        rows.order(11, 1, "paid_at=2024-01-06T12:00Z");

        mart.run();

        assertThat(
                        mart.store.rows(
                                """
                                select day, row_count, generation
                                from daybook.ledger
                                where view = 'event_daily_sales' and day <= '2024-01-11'
                                order by day
                                """))
                .containsExactly(
                        "2024-01-06 | 1 | 2",
                        "2024-01-07 | 0 | 2",
                        "2024-01-08 | 0 | 2",
                        "2024-01-09 | 0 | 2",
                        "2024-01-10 | 1 | 1",
                        "2024-01-11 | 0 | 1");
        assertThat(work(mart.plan())).isEmpty();
    }

    @Test
    void aDayWithoutALedgerRowIsPlannedAndRecomputed() {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-10T12:00Z")
                .order(11, 1, "paid_at=2024-01-11T12:00Z")
                .order(12, 1, "paid_at=2024-01-14T12:00Z");
        mart.run();
        // so that recomputing shows: a change without a stamp on a missing day and on another one
        mart.change("update ticket_order set amount = 77 where order_id in (11, 12)");
        mart.store.execute(
                "delete from daybook.ledger where view = 'event_daily_sales'"
                        + " and day in ('2024-01-11', '2024-01-12')");

        assertThat(work(mart.plan()))
                .containsExactly(
                        "event_daily_sales window null 2024-01-11..2024-01-12 missing day");
        mart.run();

        assertThat(amountsByDay("event_daily_sales"))
                .containsExactly(
                        "2024-01-10 | 10.0000", "2024-01-11 | 77.0000", "2024-01-14 | 10.0000");
        assertThat(work(mart.plan())).isEmpty();
    }

    @Test
    void anotherDefinitionIsRebuiltWhole() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.run();
        mart.change("update ticket_order set amount = 77");
        mart.store.execute(
                "update daybook.ledger set definition_version = 'older'"
                        + " where view in ('event_daily_sales', 'event_totals')");

        assertThat(work(mart.plan()))
                .containsExactlyInAnyOrder(
                        "event_daily_sales whole null - definition changed",
                        "event_totals whole null - definition changed");
        RunReport report = mart.run();

        assertThat(report.exitCode()).isZero();
        assertThat(report.driftCount()).isZero();
        assertThat(amountsByDay("event_daily_sales")).containsExactly("2024-01-10 | 77.0000");
        assertThat(mart.store.rows("select event_id, gross_amount from events.event_totals"))
                .containsExactly("1 | 77.0000");
        // the quarter hours, of the present definition, were not looked at
        assertThat(amountsByDay("event_sales_quarter_hour"))
                .containsExactly("2024-01-10 | 10.0000");
        assertThat(
                        mart.store.value(
                                "select count(*) from daybook.ledger where definition_version = 'older'"))
                .isEqualTo("0");
        assertThat(work(mart.plan())).isEmpty();
    }

    @Test
    void everyCompletedRunPublishes() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        RunReport first = mart.run();

        RunReport second = mart.run();

        assertThat(second.generation()).isEqualTo(2);
        assertThat(second.asOf()).isAfter(first.asOf());
        assertThat(
                        mart.store.rows(
                                """
                                select s.generation, s.as_of = g.as_of, s.horizon = g.horizon,
                                    s.last_run_outcome, s.held_back_count
                                from daybook.mart_state as s
                                join daybook.generation as g using (mart, generation)
                                """))
                .containsExactly("2 | t | t | published | 0");
    }

    private List<String> amountsByDay(String stem) {
        return mart.store.rows(
                "select day, gross_amount from events.%s order by day".formatted(stem));
    }

    private static List<String> work(PlanReport plan) {
        return plan.work().stream()
                .map(
                        work ->
                                "%s %s %s %s %s"
                                        .formatted(
                                                work.view(),
                                                work.shape(),
                                                work.slices(),
                                                work.days(),
                                                work.reason()))
                .toList();
    }
}
