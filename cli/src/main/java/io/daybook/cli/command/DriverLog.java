package io.daybook.cli.command;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The log of PostgreSQL's driver, which says, in a format of its own, what its exceptions say too.
 * A class of its own, as Java's logging takes a while to start and a usage text needs none.
 */
final class DriverLog {

    /** Held, as Java's logging forgets the level of a logger that nobody holds. */
    private static final Logger LOGGER = Logger.getLogger("org.postgresql");

    private DriverLog() {}

    static void silence() {
        LOGGER.setLevel(Level.OFF);
    }
}
