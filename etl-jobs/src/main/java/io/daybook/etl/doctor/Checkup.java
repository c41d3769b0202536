package io.daybook.etl.doctor;

import io.daybook.etl.database.DatabaseUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Collects findings; a check that fails is a finding too, and the next one goes on. */
final class Checkup {

    private final String mart;
    private final List<Finding> findings = new ArrayList<>();
    private boolean reachable = true;

    /** {@code mart} is empty for the store. */
    Checkup(String mart) {
        this.mart = mart;
    }

    void check(String name, Supplier<Finding> check) {
        try {
            findings.add(check.get());
        } catch (RuntimeException exception) {
            findings.add(
                    Finding.problem(
                            name,
                            "could not be checked: " + reason(exception),
                            "Mend what the message names and run daybook doctor again.",
                            List.of()));
        }
    }

    /** Looks through a connection, which is closed afterwards; says so when there is none. */
    void connected(String name, Supplier<Connection> open, Consumer<Connection> work) {
        Optional<Connection> connection = open(name, open);
        if (connection.isEmpty()) {
            return;
        }
        try (Connection closing = connection.get()) {
            work.accept(closing);
        } catch (SQLException exception) {
            throw new IllegalStateException("closing a connection of the doctor", exception);
        }
    }

    DoctorReport report() {
        return new DoctorReport(mart, reachable, findings);
    }

    private Optional<Connection> open(String name, Supplier<Connection> open) {
        try {
            return Optional.of(open.get());
        } catch (RuntimeException exception) {
            reachable &= !(exception instanceof DatabaseUnavailable);
            findings.add(
                    Finding.problem(
                            name,
                            reason(exception),
                            "What needs this connection was not checked.",
                            List.of()));
            return Optional.empty();
        }
    }

    /** The message without the statement that follows it. */
    private static String reason(RuntimeException exception) {
        return String.valueOf(exception.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
