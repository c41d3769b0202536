package io.daybook.etl.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens between two cycles is done while the repeated run rests; nothing waits for time. */
@Timeout(180)
class MicroBatchesIntegrationTest {

    private static final RunRequest.Nightly RUN =
            new RunRequest.Nightly(RunRequest.Verification.WHEN_DUE);

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);
    private final Heard heard = new Heard();

    /** Written down as short lines. */
    private static final class Heard implements Cycles {
        private final List<String> lines = new ArrayList<>();
        private final List<String> ends = new ArrayList<>();
        private Runnable each = () -> {};

        @Override
        public void ended(RunEnd end) {
            ends.add(end.exitCode() + (end.report().isPresent() ? " with a report" : ""));
        }

        @Override
        public void replaced(RunReport report, Duration taken) {
            add("replaced in generation " + report.generation());
        }

        @Override
        public void quiet(RunReport report, long count) {
            add(count + " quiet to generation " + report.generation());
        }

        @Override
        public void failed(String name, RunFailure failure) {
            add("failed with " + failure.exitCode());
        }

        @Override
        public void recovered(String name, long count) {
            add("recovered after " + count);
        }

        @Override
        public void message(String name, String message) {
            add(message);
        }

        private void add(String line) {
            lines.add(line);
            each.run();
        }
    }

    @Test
    void publishesItsAsOfEachCycleAndReplacesOnlyWhatDiffers() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        repeat(
                () -> {},
                () -> rows.order(11, 1, "paid_at=2024-01-11T12:00Z"),
                () -> assertThat(sales()).containsExactly("2024-01-10 | 1", "2024-01-11 | 1"),
                () -> {});

        assertThat(heard.lines)
                .containsExactly(
                        "replaced in generation 1",
                        "1 quiet to generation 2",
                        "replaced in generation 3");
        assertThat(
                        mart.store.rows(
                                """
                                select generation, as_of > lag(as_of) over (order by generation)
                                from daybook.generation
                                """))
                .containsExactly("1 | -", "2 | t", "3 | t", "4 | t");
        assertThat(replacedSales())
                .as("slices of event_daily_sales by run")
                .containsExactly("1", "0", "1", "0");
        assertThat(mart.differences()).isEmpty();
    }

    /** The first build is a proof; the next is due 20 h later. */
    @Test
    void verifiesOnlyWhenItIsDue() {
        rows.event(1);
        repeat(
                () -> {},
                () ->
                        mart.store.execute(
                                "update daybook.run set as_of = as_of - interval '20 h 1 min'"),
                () -> {},
                () -> {});
        assertThat(mart.store.rows("select verified from daybook.run order by run_id"))
                .containsExactly("t", "f", "t", "f");
    }

    /** Run 1 built and proved, 2 replaced nothing, 3 something, 4 nothing but an hour ago. */
    @Test
    void prunesItsOwnHistory() {
        rows.event(1);
        importOf(901, "import events.refund", "91 days");
        importOf(902, "import events.refund", "89 days");
        importOf(903, "import venues.member", "91 days");
        repeat(
                () -> {},
                () -> rows.order(10, 1, "paid_at=2024-01-10T12:00Z"),
                () -> {},
                () -> {
                    age(1, "2 days");
                    age(2, "25 hours");
                    age(3, "25 hours");
                    age(4, "1 hour");
                },
                () -> {});
        List<String> left = List.of("1", "3", "4", "5");
        assertThat(mart.store.rows("select run_id from daybook.run order by 1")).isEqualTo(left);
        assertThat(mart.store.rows("select distinct run_id from daybook.run_view order by 1"))
                .isEqualTo(left);
        assertThat(mart.store.rows("select run_id from daybook.generation order by 1"))
                .isEqualTo(left);
        assertThat(
                        mart.store.rows(
                                """
                                select p.parameter_value
                                from batch.batch_job_execution as e
                                join batch.batch_job_execution_params as p
                                    using (job_execution_id)
                                order by 1
                                """))
                .isEqualTo(left);
        assertThat(mart.store.value("select count(*) from batch.batch_job_instance"))
                .as("of 4 runs and 2 imports, one of them of another mart")
                .isEqualTo("6");
        assertThat(
                        mart.store.rows(
                                "select job_execution_id from batch.batch_job_execution"
                                        + " where job_execution_id > 900 order by 1"))
                .containsExactly("902", "903");
        assertThat(mart.store.rows("select distinct run_id from daybook.plan_slice"))
                .as("plans of runs that ended a day ago")
                .isEmpty();
    }

    private void importOf(int id, String job, String age) {
        mart.store.execute(
                """
                insert into batch.batch_job_instance (job_instance_id, version, job_name, job_key)
                values (%1$d, 0, '%2$s', '%1$d');
                insert into batch.batch_job_execution (
                    job_execution_id, version, job_instance_id, create_time)
                values (%1$d, 0, %1$d, now() - interval '%3$s')
                """
                        .formatted(id, job, age));
    }

    /**
     * Run 1 is a night that failed, with no other try within the hour. Run 2 proved what it
     * published. 3 and 4 failed; 3 was tried again at once, after 4 there was a pause of a day.
     */
    @Test
    void prunesCyclesThatFailedAndWereTriedAgainButNoFailedNight() {
        rows.event(1);
        mart.run();
        mart.store.execute(
                """
                update daybook.run set outcome = 'failed', verified = false,
                    started_at = started_at - interval '2 days',
                    ended_at = ended_at - interval '2 days'
                """);
        repeat(
                this::refusePublications,
                () -> {},
                () -> {
                    age(2, "25 hours");
                    age(3, "25 hours");
                    age(4, "25 hours");
                },
                () -> {});
        assertThat(heard.lines).contains("failed with 1");
        assertThat(mart.store.rows("select run_id, outcome from daybook.run order by 1"))
                .containsExactly("1 | failed", "2 | published", "4 | failed", "5 | failed");
    }

    @Test
    void stopsWhileItRests() throws Exception {
        rows.event(1);
        CompletableFuture<Void> rests = new CompletableFuture<>();
        heard.each = () -> rests.complete(null);
        try (MicroBatches batches =
                new MicroBatches(
                        List.of(subject()), mart.storeSettings(), RUN, Duration.ofDays(1), heard)) {
            CompletableFuture<Void> running = CompletableFuture.runAsync(batches::run);
            rests.get(60, TimeUnit.SECONDS);
            batches.stop();
            running.get(60, TimeUnit.SECONDS);
        }
        assertThat(mart.store.rows("select outcome from daybook.run")).containsExactly("published");
        assertNothingIsLeftOpen();
    }

    @Test
    void stopsDuringARunWithoutPublishing() throws Exception {
        rows.event(1);
        mart.run();
        rows.order(10, 1, "paid_at=2024-01-10T12:00Z");
        try (Connection other = mart.store.connect();
                Statement statement = other.createStatement();
                MicroBatches batches =
                        new MicroBatches(
                                List.of(subject()),
                                mart.storeSettings(),
                                RUN,
                                Duration.ofDays(1),
                                heard)) {
            other.setAutoCommit(false);
            statement.execute("lock table events.event_daily_sales in access exclusive mode");
            CompletableFuture<Void> running = CompletableFuture.runAsync(batches::run);
            mart.store.awaitLockWait();
            batches.stop();
            running.get(60, TimeUnit.SECONDS);
        }
        assertThat(mart.store.rows("select outcome, generation from daybook.run order by run_id"))
                .containsExactly("published | 1", "stopped | -");
        assertThat(sales()).isEmpty();
        assertThat(heard.lines).isEmpty();
        assertNothingIsLeftOpen();
    }

    @Test
    void goesOnWhenTheSourceWasAwayForTwoCycles() {
        rows.event(1).order(10, 1, "paid_at=2024-01-10T12:00Z");
        repeat(
                () -> allowConnections(false),
                () -> {},
                () -> allowConnections(true),
                () -> rows.order(11, 1, "paid_at=2024-01-11T12:00Z"),
                () -> {});
        assertThat(heard.lines)
                .containsExactly(
                        "replaced in generation 1",
                        "failed with 1",
                        "recovered after 2",
                        "1 quiet to generation 2",
                        "replaced in generation 3");
        assertThat(heard.ends)
                .as("every cycle, told or not")
                .containsExactly("0 with a report", "1", "1", "0 with a report", "0 with a report");
        assertThat(mart.differences()).isEmpty();
    }

    @Test
    void leavesTheMartToOthersBetweenCyclesAndWaitsForThem() throws Exception {
        rows.event(1);
        try (Connection other = mart.store.connect();
                Statement statement = other.createStatement()) {
            repeat(
                    () -> mart.verify(false),
                    () -> lock(statement, "pg_advisory_lock"),
                    () -> lock(statement, "pg_advisory_unlock"),
                    () -> {});
        }
        assertThat(heard.lines)
                .containsExactly(
                        "replaced in generation 1",
                        "1 quiet to generation 2",
                        "failed with 75",
                        "recovered after 1");
    }

    @Test
    void endsWhenTheStoreWasMigratedPastThisProgram() {
        rows.event(1);
        RunFailure failure =
                catchThrowableOfType(
                        RunFailure.class,
                        () ->
                                repeat(
                                        () ->
                                                mart.store.execute(
                                                        """
                                                        update daybook.flyway_schema_history
                                                        set version = '999'
                                                        where version = (
                                                            select max(version)
                                                            from daybook.flyway_schema_history)
                                                        """),
                                        () -> {}));
        assertThat(failure.exitCode()).isEqualTo(2);
        assertThat(failure).hasMessageContaining("at version 999");
        assertNothingIsLeftOpen();
    }

    /** By a clock that moves by 3 s at every look, each cycle takes longer than the second. */
    @Test
    void followsALateCycleAtOnceAndSaysSoOnce() {
        rows.event(1);
        long[] now = {0};
        List<MicroBatches> made = new ArrayList<>();
        LongSupplier clock = () -> now[0] += Duration.ofSeconds(3).toNanos();
        try (MicroBatches batches =
                new MicroBatches(
                        List.of(subject()),
                        mart.storeSettings(),
                        RUN,
                        Duration.ofSeconds(1),
                        heard,
                        () -> {
                            if (generation().equals("3")) {
                                made.get(0).stop();
                            }
                            return clock.getAsLong();
                        },
                        (time, stop) -> {
                            throw new AssertionError("rested for " + time);
                        })) {
            made.add(batches);
            batches.run();
        }
        assertThat(heard.lines)
                .filteredOn(line -> line.startsWith("A cycle took "))
                .singleElement()
                .asString()
                .endsWith(" s, longer than the interval of 1 s; the next begins at once.");
    }

    /**
     * Each cycle closes what it opened: between two, only the job repository's session is there.
     */
    @Test
    void keepsOneConnectionBetweenCycles() {
        rows.event(1);
        Runnable rest = () -> awaitSessions("1");
        repeat(rest, rest, rest, rest);
        assertThat(generation()).isEqualTo("4");
        assertNothingIsLeftOpen();
    }

    /** Runs one cycle before each deed, and stops after the last. */
    private void repeat(Runnable... deeds) {
        Deque<Runnable> left = new ArrayDeque<>(List.of(deeds));
        List<MicroBatches> made = new ArrayList<>();
        try (MicroBatches batches =
                new MicroBatches(
                        List.of(subject()),
                        mart.storeSettings(),
                        RUN,
                        Duration.ofSeconds(10),
                        heard,
                        () -> 0,
                        (time, stop) -> {
                            left.remove().run();
                            if (left.isEmpty()) {
                                made.get(0).stop();
                            }
                        })) {
            made.add(batches);
            batches.run();
        }
    }

    private MicroBatches.Subject subject() {
        return new MicroBatches.Subject(EventsMart.MART, mart.sourceSettings());
    }

    private List<String> sales() {
        return mart.store.rows("select day, orders_paid from events.event_daily_sales order by 1");
    }

    private List<String> replacedSales() {
        return mart.store.rows(
                """
                select slices_replaced from daybook.run_view
                where view = 'event_daily_sales' order by run_id
                """);
    }

    private String generation() {
        return mart.store.value("select coalesce(max(generation), 0) from daybook.generation");
    }

    private void age(int run, String by) {
        mart.store.execute(
                """
                update daybook.run
                set started_at = started_at - interval '%1$s', ended_at = ended_at - interval '%1$s'
                where run_id = %2$d
                """
                        .formatted(by, run));
    }

    private void refusePublications() {
        mart.store.execute(
                """
                create function daybook.refuse() returns trigger language plpgsql as
                $$ begin raise 'no room'; end $$;
                create trigger refuse before insert on daybook.generation
                    for each row execute function daybook.refuse();
                """);
    }

    private void allowConnections(boolean allowed) {
        mart.store.rows(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = '%s'"
                        .formatted(mart.source.name()));
        mart.store.execute(
                "alter database %s allow_connections %s".formatted(mart.source.name(), allowed));
    }

    private static void lock(Statement statement, String function) {
        try {
            statement.execute("select " + function + "(1145133378, hashtext('events'))");
        } catch (java.sql.SQLException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private String sessions() {
        return mart.store.value(
                """
                select count(*) from pg_stat_activity
                where datname in ('%s', '%s') and application_name like 'daybook%%'
                """
                        .formatted(mart.store.name(), mart.source.name()));
    }

    private void assertNothingIsLeftOpen() {
        awaitSessions("0");
    }

    /** A closed session's backend takes a moment to go. */
    private void awaitSessions(String number) {
        while (!sessions().equals(number)) {
            LockSupport.parkNanos(20_000_000);
        }
    }
}
