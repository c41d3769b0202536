package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.etl.behaviour.Hearing;
import io.daybook.etl.run.MartRunner;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many slices are computed by two sessions at once: one event with an order on each of 1,000 days,
 * of which 150 change, which is too little to read the view whole.
 */
@Timeout(120)
@Tag("connections")
class SecondSessionIntegrationTest {

    private final EventsMart tables = EventsMart.create();
    private final EventsMart mart = Sources.overViews(tables.source);
    private final ReadingGate gate = new ReadingGate(mart);

    @BeforeEach
    void publish() {
        new EventsRows(tables).event(1).orderEachDay(1, 1, LocalDate.of(2022, 1, 2), 1_000);
        mart.source.execute("analyze");
        mart.run();
        tables.change(
                "update ticket_order set amount = 2, updated_at = clock_timestamp() where order_id"
                        + " <= 150");
    }

    @AfterEach
    void everyDeedSucceeds() throws InterruptedException, ExecutionException {
        gate.everyDeedSucceeds();
    }

    @Test
    void bothReadTheSnapshotOfTheRun() {
        Hearing hearing =
                new Hearing()
                        .at(
                                "compute",
                                1,
                                () -> {
                                    tables.change(
                                            "update ticket_order set amount = 3, updated_at ="
                                                    + " clock_timestamp() where order_id <= 150");
                                    stopReading(() -> {});
                                });

        RunReport report = mart.runner(hearing).run(Sources.RUN);

        assertThat(report.exitCode()).isZero();
        assertThat(report.generation()).isEqualTo(2);
        assertThat(amounts()).containsExactly("1.0000 | 850", "2.0000 | 150");
        assertThat(mart.run().exitCode()).isZero();
        assertThat(amounts()).containsExactly("1.0000 | 850", "3.0000 | 150");
        assertThat(mart.differences()).isEmpty();
    }

    /** Neighbours are computed by different sessions. */
    @Test
    void dataThatCannotBeComputedIsHeldBackInEitherHalf() {
        mart.source.execute(
                """
                drop view app.ticket_order;
                create view app.ticket_order as
                    select order_id, event_id, buyer_id, status, ordered_at, paid_at, cancelled_at,
                        cast(cast(amount as integer) as numeric(18, 4)) as amount,
                        tax_amount, fee_amount, updated_at
                    from events.ticket_order;
                """);
        mart.run();
        tables.change(
                """
                update ticket_order
                set amount = case when order_id in (7, 8) then 2147483648 else 3 end,
                    updated_at = clock_timestamp()
                where order_id <= 150
                """);

        RunReport report = mart.run();

        assertThat(report.exitCode()).isEqualTo(3);
        assertThat(report.heldBack())
                .extracting(held -> held.entityId() + " " + held.day())
                .containsExactlyInAnyOrder("1 2022-01-08", "1 2022-01-09");
        assertThat(amounts()).containsExactly("1.0000 | 850", "2.0000 | 2", "3.0000 | 148");
        tables.change(
                "update ticket_order set amount = 4, updated_at = clock_timestamp() where order_id"
                        + " in (7, 8)");
        assertThat(mart.run().exitCode()).isZero();
        assertThat(amounts()).containsExactly("1.0000 | 850", "3.0000 | 148", "4.0000 | 2");
    }

    @Test
    void oneSessionDoesItWhereThereIsNoSecond() {
        String role = Sources.readerOfStatistics(tables);
        tables.run();
        tables.change(
                "update ticket_order set amount = 3, updated_at = clock_timestamp() where order_id"
                        + " <= 150");
        Hearing hearing =
                new Hearing()
                        .at(
                                "compute",
                                1,
                                () ->
                                        tables.source.execute(
                                                "alter role %s nologin".formatted(role)));

        RunReport report =
                Sources.runner(tables, role, Duration.ofHours(1), hearing).run(Sources.RUN);

        assertThat(report.exitCode()).isZero();
        assertThat(hearing.messages)
                .singleElement()
                .asString()
                .startsWith("One session does the work of two, which takes longer: ")
                .contains("not permitted to log in");
        assertThat(tables.differences()).isEmpty();
    }

    /** Reading stays stopped: only the failure of the second can end the wait of the first. */
    @Test
    void theFailureOfOneBreaksTheOtherOff() throws InterruptedException, ExecutionException {
        List<String> before = mart.table("event_daily_sales");
        CompletableFuture<Void> over = new CompletableFuture<>();
        Hearing hearing =
                new Hearing()
                        .at(
                                "compute",
                                1,
                                () ->
                                        stopReading(
                                                () -> {
                                                    String second = gate.waiting().get(1);
                                                    mart.source.rows(
                                                            "select pg_terminate_backend(%s, 10000)"
                                                                    .formatted(second));
                                                    over.orTimeout(60, TimeUnit.SECONDS).join();
                                                }));

        RunFailure failure =
                catchThrowableOfType(RunFailure.class, () -> mart.runner(hearing).run(Sources.RUN));
        List<String> stillWaiting = gate.waiting();
        over.complete(null);

        assertThat(stillWaiting).isEmpty();
        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure)
                .hasMessageContaining("(150 slices from")
                .hasMessageContaining("Database connection failed");
        assertThat(mart.table("event_daily_sales")).isEqualTo(before);
        everyDeedSucceeds();
        assertThat(mart.run().exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
    }

    @Test
    void aStopEndsBoth() {
        List<String> before = mart.table("event_daily_sales");
        CompletableFuture<Void> over = new CompletableFuture<>();
        MartRunner[] runner = new MartRunner[1];
        Hearing hearing =
                new Hearing()
                        .at(
                                "compute",
                                1,
                                () ->
                                        stopReading(
                                                () -> {
                                                    runner[0].stop();
                                                    over.orTimeout(60, TimeUnit.SECONDS).join();
                                                }));
        runner[0] = mart.runner(hearing);

        RunFailure failure =
                catchThrowableOfType(RunFailure.class, () -> runner[0].run(Sources.RUN));

        List<String> stillWaiting = gate.waiting();
        over.complete(null);

        assertThat(stillWaiting).isEmpty();
        assertThat(failure.exitCode()).isEqualTo(130);
        assertThat(mart.table("event_daily_sales")).isEqualTo(before);
    }

    /** Stops the reading of orders until two sessions wait for them and the deed is done. */
    private void stopReading(Runnable deed) {
        gate.stopReading("two waiting sessions", () -> gate.waiting().size() == 2, deed);
    }

    /** How many days have which amount. */
    private List<String> amounts() {
        return mart.store.rows(
                "select gross_amount, count(*) from events.event_daily_sales group by 1 order by 1");
    }
}
