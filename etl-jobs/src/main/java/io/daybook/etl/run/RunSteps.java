package io.daybook.etl.run;

import io.daybook.etl.check.CompareChecks;
import io.daybook.etl.check.Findings;
import io.daybook.etl.check.SourceChecks;
import io.daybook.etl.check.StagingChecks;
import io.daybook.etl.compute.PartComputer;
import io.daybook.etl.compute.Sessions;
import io.daybook.etl.compute.Staging;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.CompleteStatement;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.engine.UnknownZones;
import io.daybook.etl.plan.EntityChanges;
import io.daybook.etl.plan.Hold;
import io.daybook.etl.plan.Horizon;
import io.daybook.etl.plan.Part;
import io.daybook.etl.plan.Plan;
import io.daybook.etl.plan.Planner;
import io.daybook.etl.plan.Published;
import io.daybook.etl.plan.SourceSnapshot;
import io.daybook.etl.publish.CommitUnknown;
import io.daybook.etl.publish.Publication;
import io.daybook.etl.publish.Publisher;
import io.daybook.schema.catalogue.Check;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one run, in the order in which the job calls them, and what they hand on: horizon
 * and snapshot, plan, staged rows, publication.
 */
final class RunSteps implements AutoCloseable {

    /** What a step does; any failure ends the run unpublished. */
    @FunctionalInterface
    interface Work {
        void run(RunSteps steps);
    }

    /** So many are looked at in about the time that a second session takes to open. */
    private static final long MANY_ROWS = 50_000;

    private final Mart mart;
    private final SourceSettings source;
    private final Connection store;
    private final Supplier<Connection> opening;
    private final RunTask task;
    private final long fenceToken;
    private final Progress progress;
    private RunBook book;
    private final Map<String, MetricTable> tables = new HashMap<>();
    private final Map<String, Double> seconds = new HashMap<>();

    private final List<String> messages = new ArrayList<>();

    private long stagedRows;
    private @Nullable Horizon horizon;
    private @Nullable SourceSnapshot snapshot;
    private @Nullable Plan plan;
    private @Nullable Hold hold;
    private @Nullable CompleteStatement statements;
    private volatile @Nullable Sessions sessions;
    private volatile @Nullable Publication publication;
    private @Nullable RuntimeException failure;
    private boolean reported;
    private volatile boolean stopRequested;

    RunSteps(
            Mart mart,
            SourceSettings source,
            Connection store,
            Supplier<Connection> opening,
            RunTask task,
            long fenceToken,
            Progress progress) {
        this.mart = mart;
        this.source = source;
        this.store = store;
        this.opening = opening;
        this.task = task;
        this.fenceToken = fenceToken;
        this.progress = progress;
        this.book = RunBook.open(store, mart, task.command(), fenceToken);
        for (View view : mart.views()) {
            tables.put(view.stem(), MetricTable.read(store, view).ofRun(book.runId()));
        }
    }

    long runId() {
        return book.runId();
    }

    /** Runs a step unless a stop was asked for, and remembers why it failed. */
    void guarded(Work work) {
        if (failure != null) {
            // the parts after a failed one: its own error is the one to tell
            throw failure;
        }
        try {
            if (stopRequested) {
                throw stopped();
            }
            work.run(this);
        } catch (RuntimeException exception) {
            // of a commit without answer nobody may say yet that nothing was published
            failure =
                    stopRequested && !(exception instanceof CommitUnknown) ? stopped() : exception;
            throw failure;
        } catch (Error error) {
            failure = endedBy(error);
            throw error;
        }
    }

    /** Horizon first, then the snapshot, then what is due; all persisted in one transaction. */
    void plan() {
        progress.step("plan", mart.name(), 0);
        horizon = Horizon.read(source);
        horizon.messages().forEach(this::say);
        SourceSnapshot taken = SourceSnapshot.take(source);
        snapshot = taken;
        sessions =
                new Sessions(
                        new Sessions.Session(taken, store),
                        exported -> taken.join(source, exported),
                        opening,
                        this::say);
        book.snapshot(horizon, snapshot);
        checkNotOlder(snapshot);
        hold = new Hold(store);
        UnknownZones unknownZones =
                UnknownZones.read(
                        snapshot.connection(), source.schema(), EntityChanges.entities(mart));
        statements = new CompleteStatement(mart, source.schema(), unknownZones);
        hold.addUnknownZones(snapshot.connection(), source.schema(), mart, unknownZones);
        Planner planner = planner();
        plan = inTransaction(() -> task.plan(planner, snapshot.asOf()));
        planner.findingSeconds().forEach((view, took) -> seconds.merge(view, took, Double::sum));
        if (plan.parts().stream().anyMatch(part -> part.reason().equals(Part.ANOTHER_SOURCE))) {
            say(
                    "The source is another database than that of the last publication: everything"
                            + " of "
                            + mart.name()
                            + " is built from it.");
        }
        plan.messages().forEach(this::say);
        Staging.prepare(
                store, mart.sourceViews().stream().map(view -> tables.get(view.stem())).toList());
        progress.step("compute", mart.name(), plan.parts().size());
    }

    /** Older rows must not be mixed with those of a later as-of. */
    private void checkNotOlder(SourceSnapshot taken) {
        Published.read(store, mart.name())
                .filter(published -> published.source().equals(taken.source()))
                .filter(published -> taken.asOf().isBefore(published.asOf()))
                .ifPresent(
                        published -> {
                            throw new RunFailure(
                                    1,
                                    "The source shows itself as of %s, the last publication of %s is as of %s (a standby that lags, or a clock that was set back? nothing was changed; run again when the source has caught up)"
                                            .formatted(
                                                    taken.asOf(), mart.name(), published.asOf()));
                        });
    }

    private void say(String message) {
        messages.add(message);
        progress.message(message);
    }

    private Planner planner() {
        return new Planner(
                mart,
                tables,
                Objects.requireNonNull(snapshot),
                source.schema(),
                source.floor(),
                Objects.requireNonNull(statements),
                store,
                runId());
    }

    List<Integer> partNumbers() {
        return Objects.requireNonNull(plan).parts().stream().map(Part::number).toList();
    }

    /** Recomputes one part into staging. */
    void compute(int number) {
        Part part =
                Objects.requireNonNull(plan).parts().stream()
                        .filter(candidate -> candidate.number() == number)
                        .findFirst()
                        .orElseThrow();
        long started = System.nanoTime();
        long rows =
                new PartComputer(
                                Objects.requireNonNull(sessions),
                                source.schema(),
                                Objects.requireNonNull(statements),
                                runId(),
                                Objects.requireNonNull(hold))
                        .compute(part, tables.get(part.view()));
        took(part.view(), started);
        stagedRows += rows;
        progress.advance(rows);
    }

    /** Bad rows of the source, bad rows in staging, and sums that must agree. */
    void check() {
        progress.step("check", mart.name(), 0);
        Hold held = Objects.requireNonNull(hold);
        Plan planned = Objects.requireNonNull(plan);
        SourceSnapshot taken = Objects.requireNonNull(snapshot);
        List<StagingChecks.Look> looks = look(taken, planned);
        Findings findings = new Findings(mart, store, runId());
        findings.apply(held);
        StagingChecks staging = new StagingChecks(mart, tables, store, held);
        for (StagingChecks.Look look : looks) {
            staging.hold(look);
            seconds.merge(look.table().view().stem(), look.seconds(), Double::sum);
        }
        staging.runFileChecks();
        CompareChecks compare =
                new CompareChecks(
                        Objects.requireNonNull(sessions),
                        Objects.requireNonNull(statements),
                        runId());
        for (Check check : mart.checks(Check.Stage.SOURCE)) {
            check.compare()
                    .ifPresent(
                            with -> {
                                long started = System.nanoTime();
                                compare.compare(
                                        check, tables.get(with.view()), planned.parts(with.view()));
                                took(with.view(), started);
                            });
        }
    }

    /** At the source and at the staged rows: at once where these are many. */
    private List<StagingChecks.Look> look(SourceSnapshot taken, Plan planned) {
        SourceChecks checks = new SourceChecks(mart, taken, source.schema(), store);
        Optional<Instant> since = lookAtChangesSince(planned);
        Sessions open = Objects.requireNonNull(sessions);
        if (stagedRows > MANY_ROWS) {
            return open.beside(() -> checks.run(since), session -> look(session.store(), planned));
        }
        checks.run(since);
        return look(store, planned);
    }

    private List<StagingChecks.Look> look(Connection by, Plan planned) {
        List<StagingChecks.Look> looks = new ArrayList<>();
        for (View view : mart.sourceViews()) {
            if (!planned.parts(view.stem()).isEmpty()) {
                looks.add(StagingChecks.look(by, tables.get(view.stem())));
            }
        }
        return looks;
    }

    /** Counts the time since {@code started} to a view: finding, computing, checking. */
    private void took(String view, long started) {
        seconds.merge(view, (System.nanoTime() - started) / 1e9, Double::sum);
    }

    /** Whole builds and verification look at all rows, other runs at those that changed. */
    private Optional<Instant> lookAtChangesSince(Plan planned) {
        boolean all = planned.verifies() || planned.parts().stream().anyMatch(Part::startsAnew);
        return all ? Optional.empty() : Published.read(store, mart.name()).map(Published::horizon);
    }

    /** Publishes, or only compares, as the task says. */
    void publish() {
        progress.step(task.publishes() ? "publish" : "compare", mart.name(), 0);
        Publisher publisher =
                new Publisher(
                        mart,
                        tables,
                        store,
                        runId(),
                        fenceToken,
                        Objects.requireNonNull(plan),
                        Objects.requireNonNull(hold));
        Publication done =
                task.publishes()
                        ? publisher.publish(
                                Objects.requireNonNull(snapshot),
                                Objects.requireNonNull(horizon),
                                provesAll(),
                                task.allowShrink())
                        : publisher.compare();
        publication = done;
        done.messages().forEach(this::say);
    }

    /**
     * Writes what came of the run, also of a failed one.
     *
     * @return whether the run did what it was asked
     */
    boolean report() {
        reported = true;
        if (failure == null && publication == null) {
            failure = brokenOff("a step was not run");
        }
        if (Reconnection.isLost(store)) {
            // reportBy another connection once the job is over
            return false;
        }
        record();
        return failure == null;
    }

    private void record() {
        book.close(
                new RunBook.Outcome(
                        Optional.ofNullable(failure),
                        Optional.ofNullable(publication),
                        Optional.ofNullable(plan),
                        provesAll(),
                        Map.copyOf(seconds)));
    }

    /** Writes the report by another connection, as the run's own was lost, and returns it. */
    RunReport reportBy(Reconnection again) {
        book = book.on(again.connection());
        if (failure instanceof CommitUnknown unknown) {
            boolean published = again.published(runId());
            publication = published ? unknown.publication() : null;
            failure =
                    published
                            ? null
                            : lostInCommit(
                                    unknown,
                                    "nothing of it was published; the next run publishes what is"
                                            + " due");
        }
        if (failure == null) {
            again.restoreHold();
        }
        record();
        return result();
    }

    /** How the run ends when the store cannot be asked what came of it, or told. */
    RuntimeException unreported(RuntimeException why) {
        if (failure instanceof CommitUnknown unknown) {
            return lostInCommit(
                    unknown,
                    "whether it was published is unknown until the store answers; the next run"
                            + " finds out, daybook status shows it");
        }
        return failure == null
                ? new RunFailure(
                        1,
                        "Run %d of %s published, but could not record its end: %s"
                                .formatted(runId(), mart.name(), why.getMessage()),
                        why)
                : failure;
    }

    private RunFailure lostInCommit(CommitUnknown unknown, String consequence) {
        return new RunFailure(
                1,
                "Run %d of %s lost its connection to the store while it published: %s (%s)"
                        .formatted(
                                runId(),
                                mart.name(),
                                Objects.requireNonNull(unknown.getCause()).getMessage(),
                                consequence),
                unknown);
    }

    /** A comparison that found drift repaired nothing: the nightly verification is still due. */
    private boolean foundNoDrift() {
        return publication != null && publication.driftCount() == 0;
    }

    /** Called when the job is over: Spring Batch's own failures reach the record, too. */
    void ended(List<Throwable> failures) {
        if (failure == null && publication == null) {
            failure =
                    brokenOff(failures.isEmpty() ? "no step failed" : failures.get(0).getMessage());
        }
        if (!reported) {
            report();
        }
    }

    private RunFailure brokenOff(@Nullable String why) {
        return new RunFailure(
                1,
                "Spring Batch broke run %d of %s off: %s (nothing of it was published)"
                        .formatted(runId(), mart.name(), why));
    }

    /** A first build read all of the source, so it counts as a verification. */
    private boolean provesAll() {
        return (task.verifiesAll() && (task.publishes() || foundNoDrift()))
                || (plan != null && plan.parts().stream().anyMatch(Part::startsAnew));
    }

    /** What the ledger says of this run. */
    RunReport result() {
        if (failure != null) {
            throw failure;
        }
        return book.report(Objects.requireNonNull(plan), messages);
    }

    /** Asks for a stop at the next boundary and ends the statements under way. */
    void stop() {
        stopRequested = true;
        if (publication != null) {
            // what is published is published: only its report is left to write
            return;
        }
        Sessions open = sessions;
        if (open == null) {
            Sql.cancel(store);
        } else {
            open.cancel();
        }
    }

    private RunFailure stopped() {
        return new RunFailure(
                130,
                "Run %d of %s was stopped (nothing of it was published; the next run goes on)"
                        .formatted(runId(), mart.name()));
    }

    /** Of the machine, such as no memory left: said by its name, as it may bear no message. */
    private RunFailure endedBy(Error error) {
        return new RunFailure(
                1,
                "Run %d of %s was ended by %s (nothing of it was published; the next run does all of it)"
                        .formatted(runId(), mart.name(), error),
                error);
    }

    /** Whatever is thrown rolls back: turning autocommit on again would commit what is open. */
    private <T> T inTransaction(Supplier<T> work) {
        try {
            store.setAutoCommit(false);
            try {
                T result = work.get();
                store.commit();
                store.setAutoCommit(true);
                return result;
            } catch (Throwable failure) {
                store.rollback();
                store.setAutoCommit(true);
                throw failure;
            }
        } catch (SQLException exception) {
            throw new IllegalStateException("planning: " + exception.getMessage(), exception);
        }
    }

    @Override
    public void close() {
        Sessions open = sessions;
        try {
            if (open != null) {
                open.close();
            }
        } finally {
            if (snapshot != null) {
                snapshot.close();
            }
        }
    }
}
