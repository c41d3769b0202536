package io.daybook.etl.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A PostgreSQL 18 of the user's own under DAYBOOK_HOME. It listens on the loopback address alone,
 * demands a random password that only its owner can read, and writes to disk like any other
 * (fsync).
 *
 * <p>Processes share it: each may open the same home, several times too, and the one that leaves
 * last stops it. It does not end with a process that is killed; the next one adopts it. All methods
 * may be called from any thread.
 */
public final class EmbeddedServer implements AutoCloseable {

    static final String USER = "daybook";

    private static final System.Logger LOG = System.getLogger(EmbeddedServer.class.getName());

    private final SharedServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedServer(SharedServer server) {
        this.server = server;
    }

    /**
     * Adopts the running server of this home or starts it, and waits until it accepts connections.
     * The first time this unpacks the programs and makes the data directory, which takes some
     * seconds; after a kill it waits for recovery.
     *
     * @param home created if missing, and closed to other users (0700); not a user's home directory
     * @throws EmbeddedServerUnavailable when there can be no server here, with what to do instead
     */
    public static EmbeddedServer open(Path home) {
        try {
            return new EmbeddedServer(SharedServer.enter(home));
        } catch (IOException | UncheckedIOException e) {
            throw new EmbeddedServerUnavailable(
                    ("The embedded PostgreSQL in %s cannot be used: %s. Correct the cause and start"
                                    + " again, or set DAYBOOK_STORE_URL to use a PostgreSQL of yours.")
                            .formatted(home, e),
                    e);
        }
    }

    /** The address of one of its databases, without user and password. */
    public String jdbcUrl(String database) {
        return server.connection().url(database);
    }

    /** The superuser. */
    public String user() {
        return USER;
    }

    /** The superuser's password, from the home's file. */
    public String password() {
        return server.connection().password();
    }

    /**
     * Creates an empty database in UTF-8 unless there is one of this name.
     *
     * @return true when this call created it
     */
    public boolean createDatabaseIfMissing(String name) {
        return server.connection().createDatabaseIfMissing(name);
    }

    /**
     * Gives up the use of the server; the process that leaves last stops it, which ends all
     * sessions on it. Closing again does nothing. A server that does not stop is logged and left to
     * the next process: no work is lost by it.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            server.leave();
        } catch (IOException | UncheckedIOException | EmbeddedServerUnavailable e) {
            LOG.log(Level.WARNING, e.getMessage());
        }
    }
}
