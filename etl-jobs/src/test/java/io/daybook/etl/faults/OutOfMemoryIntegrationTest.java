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
import org.junit.jupiter.params.provider.ValueSource;

/** An error of the machine ends a run like any failure, and is told by its own name. */
@Tag("connections")
class OutOfMemoryIntegrationTest {

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @ParameterizedTest
    @ValueSource(strings = {"plan", "compute", "check", "publish"})
    void theRunIsRecordedAsFailedAndTheNextOneIsWhole(String step) {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.run();
        rows.order(11, 1, "paid_at=2024-01-11T12:00Z");
        List<String> before = StoreState.published(mart);
        Hearing hearing =
                new Hearing()
                        .at(
                                step,
                                1,
                                () -> {
                                    throw new OutOfMemoryError("Java heap space");
                                });

        RunFailure failure =
                catchThrowableOfType(RunFailure.class, () -> mart.runner(hearing).run(Sources.RUN));

        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure)
                .hasMessage(
                        "Run 2 of events was ended by java.lang.OutOfMemoryError: Java heap space"
                                + " (nothing of it was published; the next run does all of it)");
        assertThat(StoreState.lastRun(mart)).isEqualTo("run | failed | 1");
        assertThat(StoreState.published(mart)).isEqualTo(before);
        assertThat(mart.run().exitCode()).isZero();
        assertThat(mart.differences()).isEmpty();
    }
}
