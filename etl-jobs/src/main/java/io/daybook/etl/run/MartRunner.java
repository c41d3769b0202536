package io.daybook.etl.run;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.check.ContractDrift;
import io.daybook.etl.check.CustomViews;
import io.daybook.etl.database.DatabaseUnavailable;
import io.daybook.etl.database.Databases;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.plan.Published;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.UnknownName;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs, backfills, verifies and plans one mart.
 *
 * <p>Everything but {@link #plan} takes the mart's lock. Not for use by several threads, but for
 * {@link #stop}.
 */
public final class MartRunner {

    /** A nightly run verifies when the last verification is older than this. */
    private static final Duration VERIFICATION_INTERVAL = Duration.ofHours(20);

    private static final String STAGE = "reading the store";
    private static final Optional<String> NO_WINDOW = Optional.empty();

    private final Mart mart;
    private final SourceSettings source;
    private final StoreSettings store;
    private final Progress progress;
    private volatile @Nullable RunSteps current;
    private volatile boolean stopRequested;

    public MartRunner(Mart mart, SourceSettings source, StoreSettings store, Progress progress) {
        this.mart = mart;
        this.source = source;
        this.store = store;
        this.progress = progress;
    }

    /**
     * Does what is asked and publishes it as one generation (a backfill: one per window; {@code
     * verify} without repair publishes nothing).
     *
     * @throws RunFailure when nothing could be published; exit code and message say why
     */
    public RunReport run(RunRequest request) {
        try (KeptLauncher launcher = new KeptLauncher(mart.name(), store)) {
            return run(request, launcher);
        }
    }

    /** The same with a launcher that outlives the run: repeated runs share it. */
    RunReport run(RunRequest request, KeptLauncher launcher) {
        checkRange(request);
        try (Connection connection =
                Databases.store(store, commandOf(request) + " " + mart.name())) {
            StoreVersion.check(connection, store);
            checkContract();
            checkCustom(connection);
            checkPublished(connection, request);
            checkTenant(connection, request);
            try (MartLock lock = MartLock.acquire(store, mart.name(), commandOf(request))) {
                BatchLauncher batch = launcher.get();
                batch.closeOpenExecutions();
                return execute(request, connection, lock, batch);
            }
        } catch (SQLException exception) {
            throw new RunFailure(1, "Closing the store's connection: " + exception.getMessage());
        } catch (RunFailure failure) {
            throw failure;
        } catch (RuntimeException exception) {
            throw new RunFailure(
                    RunBook.codeOf(exception), String.valueOf(exception.getMessage()), exception);
        }
    }

    /** What {@code run} would do now; writes nothing and takes no lock. */
    public PlanReport plan() {
        return preview(
                connection ->
                        new PlanPreview(mart, source, connection)
                                .report(verificationDue(connection), progress));
    }

    /**
     * What this backfill would do now: its days, and whatever {@code run} would recompute besides.
     * Writes nothing and takes no lock.
     *
     * @throws RunFailure with exit code 2 for what {@link #run} refuses, too
     */
    public PlanReport plan(RunRequest.Backfill request) {
        checkRange(request);
        return preview(
                connection -> {
                    checkPublished(connection, request);
                    checkTenant(connection, request);
                    return new PlanPreview(mart, source, connection)
                            .report(request, views(request.views()), progress);
                });
    }

    /** What is read of the store and the source without a lock. */
    @FunctionalInterface
    private interface Preview {
        PlanReport read(Connection connection) throws SQLException;
    }

    private PlanReport preview(Preview preview) {
        try (Connection connection = Databases.store(store, "plan " + mart.name())) {
            StoreVersion.check(connection, store);
            checkContract();
            checkCustom(connection);
            return preview.read(connection);
        } catch (SQLException exception) {
            throw new RunFailure(1, "Closing the store's connection: " + exception.getMessage());
        } catch (RunFailure failure) {
            throw failure;
        } catch (RuntimeException exception) {
            throw new RunFailure(
                    RunBook.codeOf(exception), String.valueOf(exception.getMessage()), exception);
        }
    }

    /**
     * Asks a run under way to stop at the next boundary: nothing is published half, {@link #run}
     * throws a {@link RunFailure} with exit code 130. May be called from another thread; returns at
     * once.
     */
    public void stop() {
        stopRequested = true;
        RunSteps steps = current;
        if (steps != null) {
            steps.stop();
        }
    }

    private RunReport execute(
            RunRequest request, Connection connection, MartLock lock, BatchLauncher launcher) {
        if (request instanceof RunRequest.Backfill backfill) {
            return new BackfillBook(connection, mart, progress)
                    .run(
                            backfill,
                            views(backfill.views()),
                            (window, days) ->
                                    launch(window, connection, lock, launcher, Optional.of(days)));
        }
        RunTask task = task(request, connection);
        return request instanceof RunRequest.Nightly
                ? pruning(connection, () -> launch(task, connection, lock, launcher, NO_WINDOW))
                : launch(task, connection, lock, launcher, NO_WINDOW);
    }

    /** Failed runs leave history, too: one that is repeated for days must not fill the store. */
    private RunReport pruning(Connection connection, Supplier<RunReport> run) {
        RunReport report;
        try {
            report = run.get();
        } catch (RuntimeException failure) {
            try {
                History.prune(connection, mart.name());
            } catch (RuntimeException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
        prune(connection);
        return report;
    }

    /** What is published is published, whatever becomes of the housekeeping. */
    private void prune(Connection connection) {
        try {
            History.prune(connection, mart.name());
        } catch (StatementFailed exception) {
            progress.message(
                    "Old history of %s was not pruned, the next run does it: %s"
                            .formatted(mart.name(), exception.getMessage()));
        }
    }

    private RunTask task(RunRequest request, Connection connection) {
        if (request instanceof RunRequest.Nightly nightly) {
            return new RunTask.Nightly(
                    switch (nightly.verification()) {
                        case ALWAYS -> true;
                        case NEVER -> false;
                        case WHEN_DUE -> verificationDue(connection);
                    },
                    nightly.allowShrink());
        }
        RunRequest.Verify verify = (RunRequest.Verify) request;
        return new RunTask.Verification(
                verify.from(),
                verify.to().map(day -> day.plusDays(1)),
                views(verify.views()),
                verify.repair(),
                verify.from().isEmpty() && verify.to().isEmpty() && verify.views().isEmpty(),
                verify.allowShrink());
    }

    private RunReport launch(
            RunTask task,
            Connection connection,
            MartLock lock,
            BatchLauncher launcher,
            Optional<String> window) {
        try (RunSteps steps =
                new RunSteps(
                        mart,
                        source,
                        connection,
                        () -> Databases.store(store, "compute " + mart.name()),
                        task,
                        lock.fenceToken(),
                        progress)) {
            return launch(steps, connection, launcher, window);
        } finally {
            current = null;
        }
    }

    private RunReport launch(
            RunSteps steps,
            Connection connection,
            BatchLauncher launcher,
            Optional<String> window) {
        try {
            current = steps;
            if (stopRequested) {
                steps.stop();
            }
            launcher.launch(steps, steps.runId(), window);
            return steps.result();
        } catch (RuntimeException exception) {
            if (Reconnection.isLost(connection)) {
                return reportAfterLoss(steps);
            }
            throw exception;
        }
    }

    private RunReport reportAfterLoss(RunSteps steps) {
        try (Reconnection again = Reconnection.open(store, mart.name())) {
            return steps.reportBy(again);
        } catch (DatabaseUnavailable | StatementFailed exception) {
            throw steps.unreported(exception);
        }
    }

    private static void checkRange(RunRequest request) {
        if (request instanceof RunRequest.Backfill backfill
                && backfill.from().isAfter(backfill.to())) {
            throw new RunFailure(
                    2,
                    "Invalid range: from %s to %s (expected a first day that is not after the last one; nothing was changed)"
                            .formatted(backfill.from(), backfill.to()));
        }
    }

    private void checkContract() {
        List<String> differences = ContractDrift.find(mart, source);
        if (!differences.isEmpty()) {
            throw new RunFailure(
                    4,
                    "The source does not meet the contract of %s (sql/%s/contract.sql); nothing was changed:\n  %s"
                            .formatted(mart.name(), mart.name(), String.join("\n  ", differences)));
        }
    }

    private void checkCustom(Connection connection) {
        CustomViews.problem(mart, connection, source)
                .ifPresent(
                        problem -> {
                            throw new RunFailure(
                                    2,
                                    "%s (nothing was changed; then: daybook migrate, with the same sql.dir)"
                                            .formatted(problem));
                        });
    }

    private void checkPublished(Connection connection, RunRequest request) {
        if (!(request instanceof RunRequest.Nightly)
                && Published.read(connection, mart.name()).isEmpty()) {
            throw new RunFailure(
                    2,
                    "Mart %s was never published: the first build is always whole (nothing was changed; run: daybook run %s)"
                            .formatted(mart.name(), mart.name()));
        }
    }

    private void checkTenant(Connection connection, RunRequest request) {
        if (request instanceof RunRequest.Backfill backfill) {
            backfill.tenant()
                    .ifPresent(tenant -> new Tenants(mart, source, connection).check(tenant));
        }
    }

    private boolean verificationDue(Connection connection) {
        Optional<Instant> last =
                Sql.query(
                                connection,
                                STAGE,
                                """
                                select as_of
                                from daybook.run
                                where mart = %s and verified
                                order by run_id desc
                                limit 1
                                """
                                        .formatted(text(mart.name())),
                                row -> row.getObject(1, OffsetDateTime.class).toInstant())
                        .stream()
                        .findFirst();
        Instant now =
                Sql.one(
                        connection,
                        STAGE,
                        "select clock_timestamp()",
                        row -> row.getObject(1, OffsetDateTime.class).toInstant());
        return last.map(instant -> instant.plus(VERIFICATION_INTERVAL).isBefore(now)).orElse(true);
    }

    private List<View> views(List<String> stems) {
        if (stems.isEmpty()) {
            return mart.views();
        }
        return stems.stream().map(this::view).toList();
    }

    private View view(String name) {
        String stem = name.startsWith("view_") ? name.substring("view_".length()) : name;
        List<String> known = mart.views().stream().map(View::stem).toList();
        if (!known.contains(stem)) {
            throw new RunFailure(
                    2, new UnknownName("view", name, known).getMessage() + "; nothing was changed");
        }
        return mart.view(stem);
    }

    private static String commandOf(RunRequest request) {
        if (request instanceof RunRequest.Backfill) {
            return "backfill";
        }
        return request instanceof RunRequest.Verify ? "verify" : "run";
    }
}
