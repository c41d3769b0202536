package io.daybook.etl.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.etl.behaviour.Hearing;
import io.daybook.etl.plan.Horizon;
import io.daybook.etl.plan.SourceSnapshot;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * All orders in which the steps of a writer and those of runs can follow each other. The writer
 * begins, which fixes its stamp, writes, and commits.
 */
@Tag("connections")
class InterleavingIntegrationTest {

    /**
     * Where a writer's step may stand: before the first run, before that reads the horizon, after
     * it took its snapshot, or after it.
     */
    private static final List<String> PLACES = List.of("before", "plan", "compute", "after");

    private static final int BEFORE = 0;
    private static final int AFTER = PLACES.size() - 1;

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @BeforeEach
    void publish() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        mart.run();
    }

    /** Two runs and an update between, before, within: no change is stranded, none comes twice. */
    @Test
    void twoRunsPublishAnUpdateWhereverItsStepsFall() throws SQLException {
        int amount = 10;
        for (int begin = BEFORE; begin <= AFTER; begin++) {
            for (int write = begin; write <= AFTER; write++) {
                for (int commit = write; commit <= AFTER; commit++) {
                    amount++;
                    try (Writer writer = new Writer(amount)) {
                        runAmong(writer, begin, write, commit);
                        mart.run();
                    }
                    assertThat(
                                    mart.store.value(
                                            "select gross_amount from events.event_daily_sales"))
                            .as(
                                    "begins %s, writes %s, commits %s",
                                    PLACES.get(begin), PLACES.get(write), PLACES.get(commit))
                            .isEqualTo(amount + ".0000");
                }
            }
        }
        assertThat(amount).as("orders of steps").isEqualTo(10 + 20);
        assertThat(mart.differences()).isEmpty();
    }

    /** Of every two runs at once the second is refused, at whichever step the first one is. */
    @Test
    void aSecondRunIsRefusedAtEveryStepOfTheFirst() {
        List<Integer> codes = new ArrayList<>();
        Hearing hearing = new Hearing();
        for (String step : List.of("plan", "compute", "check", "publish")) {
            hearing.at(
                    step,
                    1,
                    () -> codes.add(catchThrowableOfType(RunFailure.class, mart::run).exitCode()));
        }

        mart.runner(hearing).run(Sources.RUN);

        assertThat(codes).containsExactly(75, 75, 75, 75);
    }

    /**
     * What all of this rests on: a change is in the snapshot, or stamped at the horizon or later.
     */
    @Test
    void readingTheHorizonBeforeTheSnapshotLosesNoChange() throws SQLException {
        assertThat(lost(true)).isEmpty();
    }

    @Test
    void readingItAfterTheSnapshotWouldLoseAWriterThatCommitsInBetween() throws SQLException {
        assertThat(lost(false)).isNotEmpty();
    }

    private void runAmong(Writer writer, int begin, int write, int commit) throws SQLException {
        Hearing hearing = new Hearing();
        for (int place = BEFORE + 1; place < AFTER; place++) {
            int here = place;
            hearing.at(PLACES.get(place), 1, () -> writer.stepsAt(here, begin, write, commit));
        }
        writer.stepsAt(BEFORE, begin, write, commit);
        mart.runner(hearing).run(Sources.RUN);
        writer.stepsAt(AFTER, begin, write, commit);
    }

    /** The orders of begin, write and commit among the two readings in which a change is lost. */
    private List<String> lost(boolean horizonFirst) throws SQLException {
        List<String> lost = new ArrayList<>();
        int amount = 1000;
        for (int begin = 0; begin <= 2; begin++) {
            for (int write = begin; write <= 2; write++) {
                for (int commit = write; commit <= 2; commit++) {
                    amount++;
                    try (Writer writer = new Writer(amount);
                            Readings readings = new Readings(mart)) {
                        writer.stepsAt(0, begin, write, commit);
                        readings.read(horizonFirst);
                        writer.stepsAt(1, begin, write, commit);
                        readings.read(!horizonFirst);
                        writer.stepsAt(2, begin, write, commit);
                        if (readings.lose(amount)) {
                            lost.add("%d %d %d".formatted(begin, write, commit));
                        }
                    }
                }
            }
        }
        return lost;
    }

    /** A transaction that sets the amount of the only order. */
    private final class Writer implements AutoCloseable {
        private final Connection connection = mart.source.connect();
        private final Statement statement;
        private final int amount;

        Writer(int amount) throws SQLException {
            this.amount = amount;
            connection.setAutoCommit(false);
            statement = connection.createStatement();
        }

        void stepsAt(int place, int begin, int write, int commit) {
            try {
                if (place == begin) {
                    statement.execute("select now()");
                }
                if (place == write) {
                    statement.execute(
                            "update events.ticket_order set amount = %d, updated_at = now()"
                                    .formatted(amount));
                }
                if (place == commit) {
                    connection.commit();
                }
            } catch (SQLException exception) {
                throw new IllegalStateException(exception);
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    /** Horizon and snapshot, taken as a run takes them. */
    private static final class Readings implements AutoCloseable {
        private final EventsMart mart;
        private Instant horizon = Instant.MAX;
        private final List<SourceSnapshot> snapshots = new ArrayList<>();

        Readings(EventsMart mart) {
            this.mart = mart;
        }

        void read(boolean readsHorizon) {
            if (readsHorizon) {
                horizon = Horizon.read(mart.sourceSettings()).at();
            } else {
                snapshots.add(SourceSnapshot.take(mart.sourceSettings()));
            }
        }

        /** Neither visible in the snapshot nor stamped so that the next run looks at it. */
        boolean lose(int amount) throws SQLException {
            try (Statement statement = snapshots.get(0).connection().createStatement();
                    var result =
                            statement.executeQuery(
                                    "select count(*) from events.ticket_order where amount = "
                                            + amount)) {
                result.next();
                boolean visible = result.getInt(1) == 1;
                return !visible
                        && mart.source
                                .value(
                                        "select updated_at < timestamptz '%s' from events.ticket_order"
                                                .formatted(horizon))
                                .equals("t");
            }
        }

        @Override
        public void close() {
            snapshots.forEach(SourceSnapshot::close);
        }
    }
}
