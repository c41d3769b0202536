package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.etl.behaviour.Hearing;
import io.daybook.etl.behaviour.StoreState;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A failover ends all of a run's sessions on one side, at the edge of any step. */
@Tag("connections")
class BackendKilledIntegrationTest {

    private static final String KILL =
            "select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and application_name like 'daybook%'";

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @ParameterizedTest
    @CsvSource({
        "plan, store",
        "compute, store",
        "check, store",
        "publish, store",
        "compute, source",
        "check, source"
    })
    void theRunFailsAndTheNextOneIsWhole(String step, String side) {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.run();
        rows.order(11, 1, "paid_at=2024-01-11T12:00Z");
        List<String> before = StoreState.published(mart);
        Hearing hearing =
                new Hearing()
                        .at(
                                step,
                                1,
                                () -> (side.equals("store") ? mart.store : mart.source).rows(KILL));

        RunFailure failure =
                catchThrowableOfType(RunFailure.class, () -> mart.runner(hearing).run(Sources.RUN));

        assertThat(failure).isNotNull();
        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(StoreState.published(mart)).isEqualTo(before);

        assertThat(mart.run().generation()).isEqualTo(2);
        assertThat(mart.differences()).isEmpty();
        assertThat(mart.store.rows("select outcome, exit_code from daybook.run order by run_id"))
                .containsExactly("published | 0", "failed | 1", "published | 0");
    }
}
