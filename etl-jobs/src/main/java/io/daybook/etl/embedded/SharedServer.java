package io.daybook.etl.embedded;

import io.daybook.etl.embedded.ServerConnection.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The server of one home as this process uses it, however many {@link EmbeddedServer}s it has open.
 *
 * <p>Two files keep the processes of a home apart. {@code start.lock} is held exclusively, and
 * briefly, by whoever decides: is there a server, who starts it, who stops it. {@code users.lock}
 * is held shared by every process that uses the server. A process that leaves gives its share back
 * and asks for the whole file: it gets it only when nobody else is left, and then stops the server.
 * As this happens under the start lock, nobody can arrive in between.
 */
final class SharedServer {

    private static final Map<Path, SharedServer> OPEN = new HashMap<>();

    /** A killed server's children end at their next wait, at the latest with their statement. */
    private static final Duration START = Duration.ofSeconds(30);

    private static final Duration RECOVERY = Duration.ofMinutes(5);

    private final ServerHome home;
    private final HomeLock share;
    private int users;
    private volatile int port;

    private SharedServer(ServerHome home, HomeLock share) {
        this.home = home;
        this.share = share;
    }

    /** Adopts or starts the server; each call is answered by one {@link #leave}. */
    @SuppressWarnings("try") // the lock is held, not used
    static SharedServer enter(Path path) throws IOException {
        synchronized (OPEN) {
            ServerHome home = ServerHome.prepare(path);
            try (HomeLock start = HomeLock.exclusive(home.startLock())) {
                SharedServer server = OPEN.get(home.path());
                if (server == null) {
                    server = new SharedServer(home, HomeLock.shared(home.usersLock()));
                }
                server.enter();
                return server;
            }
        }
    }

    private void enter() throws IOException {
        try {
            port = runningPort();
            users++;
            OPEN.put(home.path(), this);
        } finally {
            if (users == 0) {
                share.close();
            }
        }
    }

    /** The last to leave this process gives its share back, the last of all stops the server. */
    void leave() throws IOException {
        synchronized (OPEN) {
            if (--users > 0) {
                return;
            }
            OPEN.remove(home.path());
            // locking and waiting fail in a thread that was interrupted, as one often is at the end
            boolean interrupted = Thread.interrupted();
            try {
                giveShareBack();
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    @SuppressWarnings("try") // the locks are held, not used
    private void giveShareBack() throws IOException {
        try (HomeLock start = HomeLock.exclusive(home.startLock())) {
            share.close();
            Optional<HomeLock> alone = HomeLock.tryExclusive(home.usersLock());
            if (alone.isPresent()) {
                try (HomeLock whole = alone.get()) {
                    new ServerProcess(home).stop();
                }
            }
        } finally {
            share.close();
        }
    }

    ServerConnection connection() {
        return new ServerConnection(port, home.password());
    }

    private int runningPort() throws IOException {
        long giveUp = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < giveUp) {
            Optional<Integer> running = adopt();
            if (running.isEmpty()) {
                running = start();
            }
            if (running.isPresent()) {
                return running.get();
            }
            Pause.briefly();
        }
        throw new EmbeddedServerUnavailable(
                ("PostgreSQL did not start in %s within %d s: processes of a server that was killed"
                                + " still use its data. Nothing was changed. See %s; end them, then start"
                                + " again.")
                        .formatted(home.data(), START.toSeconds(), home.log()));
    }

    private Optional<Integer> start() throws IOException {
        ServerProcess process = new ServerProcess(home);
        process.initialiseIfMissing();
        Optional<Integer> started = process.start();
        if (started.isPresent() && ask(started.get()) != Answer.READY) {
            throw foreign(started.get());
        }
        return started;
    }

    private Answer ask(int somePort) {
        return new ServerConnection(somePort, home.password()).ask(home.data());
    }

    /** The port of a server that another process has left running; waits for its recovery. */
    private Optional<Integer> adopt() throws IOException {
        if (!Files.isDirectory(home.data())) {
            return Optional.empty();
        }
        long giveUp = System.nanoTime() + RECOVERY.toNanos();
        while (System.nanoTime() < giveUp) {
            Optional<PostmasterFile> file = PostmasterFile.read(home.data());
            if (file.isEmpty()) {
                return Optional.empty();
            }
            PostmasterFile server = file.get();
            Answer answer = ask(server.port());
            if (answer == Answer.READY) {
                return Optional.of(server.port());
            }
            if (!server.isServerAlive()) {
                server.deleteIfPidReused();
                return Optional.empty();
            }
            if (answer == Answer.FOREIGN) {
                throw foreign(server.port());
            }
            Pause.briefly();
        }
        throw new EmbeddedServerUnavailable(
                ("PostgreSQL in %s has been starting or stopping for %d minutes. Nothing was changed."
                                + " See %s, then start again.")
                        .formatted(home.data(), RECOVERY.toMinutes(), home.log()));
    }

    private EmbeddedServerUnavailable foreign(int foreignPort) {
        return new EmbeddedServerUnavailable(
                ("PostgreSQL in %s on port %s does not accept the password in %s. Nothing was"
                                + " changed. Put the password's file back, or set DAYBOOK_STORE_URL to use a"
                                + " PostgreSQL of yours.")
                        .formatted(home.data(), foreignPort, home.passwordFile()));
    }
}
