package io.daybook.etl.compute;

import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.engine.Narrowing;
import io.daybook.etl.engine.Slice;
import io.daybook.etl.plan.SourceSnapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The sessions by which one run reads its snapshot: its own, and a second one for half of the
 * slices where they are many, as a statement over slices keeps one processor of the source busy.
 * Many staged rows are looked at by the second while the first looks at the source.
 *
 * <p>The second is opened when it is first needed. Where the source or the store has none left, the
 * run's own does all, which is said.
 */
public final class Sessions implements AutoCloseable {

    /** So many are computed in about the time that a second session takes to open. */
    static final int FEW = 100;

    /**
     * Two connections that one thread uses at a time.
     *
     * @param store where rows are staged
     */
    public record Session(SourceSnapshot snapshot, Connection store) {}

    /** Work on some slices, by whichever session. */
    @FunctionalInterface
    public interface Work<T> {
        T by(Session session, Narrowing narrowing);
    }

    /**
     * What became of some slices: a result, or the error in their data.
     *
     * @param result null where there is a data error
     * @param dataError null where there is a result
     */
    public record Outcome<T>(
            Narrowing narrowing, @Nullable T result, @Nullable StatementFailed dataError) {}

    private final Session own;
    private final Function<String, SourceSnapshot> joining;
    private final Supplier<Connection> opening;
    private final Consumer<String> messages;
    private volatile @Nullable Session second;
    private boolean alone;

    /**
     * @param joining opens a second connection to the source, of the exported snapshot
     * @param opening opens a second connection to the store
     * @param messages told when there is no second session
     */
    public Sessions(
            Session own,
            Function<String, SourceSnapshot> joining,
            Supplier<Connection> opening,
            Consumer<String> messages) {
        this.own = own;
        this.joining = joining;
        this.opening = opening;
        this.messages = messages;
    }

    /** The session of the run, for whatever is not shared. */
    public Session own() {
        return own;
    }

    /**
     * Does the work for a narrowing: at once for two halves of many slices, else for all of it.
     *
     * <p>Slices are dealt out one by one, as neighbours are of one entity, and some entities have a
     * hundred times the rows of others.
     *
     * @throws RuntimeException what failed first and is no error in the data; then the statement of
     *     the other half is cancelled
     */
    public <T> List<Outcome<T>> share(Narrowing narrowing, Work<T> work) {
        Optional<Session> helper =
                narrowing instanceof Narrowing.Slices many && many.slices().size() > FEW
                        ? second()
                        : Optional.empty();
        if (helper.isEmpty()) {
            return List.of(attempt(own, narrowing, work));
        }
        List<Slice> slices = ((Narrowing.Slices) narrowing).slices();
        return share(every(slices, 0), every(slices, 1), helper.get(), work);
    }

    private <T> List<Outcome<T>> share(
            Narrowing mine, Narrowing theirs, Session helper, Work<T> work) {
        CompletableFuture<Outcome<T>> done = new CompletableFuture<>();
        CompletableFuture<Outcome<T>> other = new CompletableFuture<>();
        atOnce(
                () -> done.complete(attempt(own, mine, work)),
                helper,
                () -> other.complete(attempt(helper, theirs, work)));
        return List.of(done.join(), other.join());
    }

    /**
     * Does two works at once, the other one by the second session; one after the other where there
     * is none.
     *
     * @return what the other one returns, which is not null
     * @throws RuntimeException what failed first; then the statement of the other is cancelled
     */
    public <T> T beside(Runnable mine, Function<Session, T> other) {
        Optional<Session> helper = second();
        if (helper.isEmpty()) {
            mine.run();
            return other.apply(own);
        }
        CompletableFuture<T> done = new CompletableFuture<>();
        atOnce(mine, helper.get(), () -> done.complete(other.apply(helper.get())));
        return done.join();
    }

    private void atOnce(Runnable mine, Session helper, Runnable theirs) {
        Halves halves = new Halves();
        CompletableFuture<Void> half =
                CompletableFuture.runAsync(() -> attempt(theirs, own, halves), Sessions::start);
        attempt(mine, helper, halves);
        // an interruption waits, too: a connection must not be closed under a statement
        half.join();
        halves.throwFailure();
    }

    /** The first failure cancels the other half, whose own failure then says nothing. */
    private static void attempt(Runnable work, Session other, Halves halves) {
        try {
            work.run();
            halves.ended(null);
        } catch (RuntimeException | Error failure) {
            if (halves.ended(failure)) {
                cancel(other);
            }
        }
    }

    private static <T> Outcome<T> attempt(Session session, Narrowing narrowing, Work<T> work) {
        try {
            return new Outcome<>(narrowing, work.by(session, narrowing), null);
        } catch (StatementFailed failed) {
            if (!failed.isDataError()) {
                throw failed;
            }
            return new Outcome<>(narrowing, null, failed);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "daybook-second-session");
        thread.setDaemon(true);
        thread.start();
    }

    private static Narrowing.Slices every(List<Slice> slices, int remainder) {
        return new Narrowing.Slices(
                IntStream.range(0, slices.size())
                        .filter(index -> index % 2 == remainder)
                        .mapToObj(slices::get)
                        .toList());
    }

    private Optional<Session> second() {
        if (second == null && !alone) {
            // a failure of the run's own session is one of the run
            String exported = own.snapshot().export();
            try {
                second = open(exported);
            } catch (RuntimeException exception) {
                alone = true;
                messages.accept(
                        "One session does the work of two, which takes longer: "
                                + exception.getMessage());
            }
        }
        return Optional.ofNullable(second);
    }

    private Session open(String exported) {
        SourceSnapshot joined = joining.apply(exported);
        try {
            return new Session(joined, opening.get());
        } catch (RuntimeException exception) {
            joined.close();
            throw exception;
        }
    }

    /** Ends the statements under way; may be called by another thread. */
    public void cancel() {
        cancel(own);
        Session helper = second;
        if (helper != null) {
            cancel(helper);
        }
    }

    private static void cancel(Session session) {
        Sql.cancel(session.store());
        Sql.cancel(session.snapshot().connection());
    }

    /** Closes the second session; the run's own is its owner's to close. */
    @Override
    public void close() {
        Session helper = second;
        if (helper == null) {
            return;
        }
        second = null;
        try {
            helper.snapshot().close();
        } finally {
            close(helper.store());
        }
    }

    private static void close(Connection store) {
        try {
            store.close();
        } catch (SQLException exception) {
            throw new IllegalStateException("closing the second session", exception);
        }
    }

    /** What became of two halves so far. */
    private static final class Halves {
        private boolean ended;
        private @Nullable Throwable failure;

        /** Whether the other half is to be broken off: it is still under way, and for nothing. */
        synchronized boolean ended(@Nullable Throwable why) {
            boolean first = !ended;
            ended = true;
            if (failure == null) {
                failure = why;
            }
            return first && why != null;
        }

        synchronized void throwFailure() {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
        }
    }
}
