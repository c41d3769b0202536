package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.behaviour.Hearing;
import io.daybook.etl.migrate.Migrator;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several migrators at once, while a run is at work: nobody hangs, nothing is done twice. */
@Tag("long")
class MigrateDuringRunIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @Test
    void threeMigratorsAreRefusedAtEveryStepOfARunWhichIsNotDisturbed() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        List<Integer> codes = new ArrayList<>();
        Hearing hearing = new Hearing();
        for (String step : List.of("plan", "compute", "check", "publish")) {
            hearing.at(step, 1, () -> whileOneIsMissing(() -> codes.addAll(threeAtOnce())));
        }

        assertThat(mart.runner(hearing).run(Sources.RUN).exitCode()).isZero();

        assertThat(codes).hasSize(4 * 3).containsOnly(75);
        assertThat(hearing.steps).containsExactly("plan", "compute", "check", "publish");
        assertThat(mart.differences()).isEmpty();
        assertThat(threeAtOnce()).containsOnly(0);
        assertThat(mart.run().exitCode()).isZero();
    }

    /** As if this Daybook were newer than the store: its last migration is still to come. */
    private void whileOneIsMissing(Runnable deed) {
        mart.store.execute(
                """
                create table public.last_migration as
                select * from daybook.flyway_schema_history order by installed_rank desc limit 1;
                delete from daybook.flyway_schema_history
                where installed_rank = (select installed_rank from public.last_migration);
                """);
        deed.run();
        mart.store.execute(
                """
                insert into daybook.flyway_schema_history select * from public.last_migration;
                drop table public.last_migration;
                """);
    }

    private List<Integer> threeAtOnce() {
        List<CompletableFuture<Integer>> codes =
                Stream.generate(() -> CompletableFuture.supplyAsync(this::migrate))
                        .limit(3)
                        .toList();
        return codes.stream().map(CompletableFuture::join).toList();
    }

    private int migrate() {
        try {
            new Migrator(List.of("events")).migrate(mart.storeSettings(), Optional.empty());
            return 0;
        } catch (RunFailure failure) {
            return failure.exitCode();
        }
    }
}
