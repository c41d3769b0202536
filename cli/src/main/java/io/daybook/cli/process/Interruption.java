package io.daybook.cli.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and SIGTERM. The virtual machine answers them by running shutdown hooks and then ends with
 * 130 or 143 itself; ours asks what is under way to stop and waits until it has closed up.
 *
 * <p>The main thread must say {@link #finished} before it calls {@code System.exit}: that call
 * waits for the hooks, and the hook for it.
 */
public final class Interruption {

    private static final long PATIENCE_SECONDS = 60;

    private final Deque<Runnable> actions = new ArrayDeque<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean signalled;

    /** Reacts to the signals of this process from now on. */
    public static Interruption ofThisProcess() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(interruption::signal, "daybook-interruption"));
        return interruption;
    }

    /**
     * Does some work; a signal during it has that action done. Calls may be nested: only the
     * innermost action is done.
     */
    public <T> T onSignal(Runnable action, Supplier<T> work) {
        push(action);
        try {
            return work.get();
        } finally {
            remove(action);
        }
    }

    /** Blocks until a signal comes. */
    public void await() {
        CountDownLatch signal = new CountDownLatch(1);
        onSignal(
                signal::countDown,
                () -> {
                    try {
                        signal.await();
                    } catch (InterruptedException exception) {
                        Thread.currentThread().interrupt();
                    }
                    return signal;
                });
    }

    /** Whether the process is ending because of a signal. */
    public boolean signalled() {
        return signalled;
    }

    /** The command is over: everything is closed and printed. */
    public void finished() {
        finished.countDown();
    }

    /** What the hook does; returns when the command is over or does not end. */
    void signal() {
        if (finished.getCount() == 0) {
            return;
        }
        signalled = true;
        Runnable action = last();
        if (action == null) {
            return;
        }
        try {
            action.run();
            finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Runnable last() {
        return actions.peek();
    }

    private synchronized void push(Runnable action) {
        actions.push(action);
    }

    private synchronized void remove(Runnable action) {
        actions.remove(action);
    }
}
