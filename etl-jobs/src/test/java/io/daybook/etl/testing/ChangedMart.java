package io.daybook.etl.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.etl.run.MartRunner;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;

import java.util.ArrayList;
import java.util.List;

/** A mart with one publication and one change that the next run has to publish. */
public final class ChangedMart {

    public static final RunRequest RUN = new RunRequest.Nightly(RunRequest.Verification.NEVER);

    public final EventsMart mart = EventsMart.create();
    private final List<String> before;

    public ChangedMart() {
        EventsRows rows = new EventsRows(mart);
        rows.event(1).event(2, "timezone=Asia/Tokyo");
        for (int order = 10; order < 20; order++) {
            rows.order(order, 1 + order % 2, "paid_at=2024-01-%dT12:00Z".formatted(order));
            rows.ticket(order, order, 1 + order % 2);
        }
        mart.run();
        rows.order(20, 1, "paid_at=2024-01-11T12:00Z").ticket(20, 20, 1);
        rows.refund(1, 11, 2, "2024-01-12T12:00Z");
        before = tables();
    }

    /** Every row of every metric table, and the newest generation. */
    private List<String> tables() {
        List<String> rows = new ArrayList<>();
        EventsMart.MART
                .views()
                .forEach(
                        view ->
                                rows.addAll(
                                        mart.store.rows(
                                                "select '%1$s', t from events.%1$s as t order by cast(t as text)"
                                                        .formatted(view.stem()))));
        rows.addAll(mart.store.rows("select max(generation) from daybook.generation"));
        return rows;
    }

    public void assertOldGenerationStands() {
        assertThat(tables()).isEqualTo(before);
    }

    /** The tables equal the views, and each generation is one run's. */
    public void assertNewGenerationStands(long generation) {
        assertThat(mart.differences()).isEmpty();
        assertThat(
                        mart.store.value(
                                "select count(*), count(distinct run_id), max(generation)"
                                        + " from daybook.generation"))
                .isEqualTo("%1$d | %1$d | %1$d".formatted(generation));
    }

    public void assertNextRunPublishes(long generation) {
        RunReport next = mart.run();
        assertThat(next.exitCode()).isZero();
        assertThat(next.generation()).isEqualTo(generation);
        assertNewGenerationStands(generation);
        assertThat(mart.store.rows("select run_id from daybook.run where outcome = 'running'"))
                .isEmpty();
    }

    /** Outcome, exit code and generation of a run; the first, of the fixture, has number 1. */
    public String outcome(long runId) {
        return mart.store.value(
                "select outcome, exit_code, generation from daybook.run where run_id = " + runId);
    }

    public String message(long runId) {
        return mart.store.value("select message from daybook.run where run_id = " + runId);
    }

    public static RunFailure failure(MartRunner runner) {
        RunFailure failure = catchThrowableOfType(RunFailure.class, () -> runner.run(RUN));
        assertThat(failure).as("a RunFailure").isNotNull();
        return failure;
    }
}
