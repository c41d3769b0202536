package io.daybook.etl.doctor;

import java.util.List;
import java.util.Locale;

/**
 * What one check came to.
 *
 * @param check what was looked at, e.g. {@code indexes}
 * @param found what is there, with its values
 * @param advice what to do, in a sentence; empty when there is nothing to do
 * @param statements SQL to be pasted, each complete; none when SQL does not help
 */
public record Finding(
        String check, Status status, String found, String advice, List<String> statements) {

    /** Whether something has to be done. */
    public enum Status {
        OK,
        /** Runs are right, but slow, partly done or easily harmed. */
        WARNING,
        /** A run would fail or be wrong, or a tenant could see another's rows. */
        PROBLEM;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Finding {
        statements = List.copyOf(statements);
    }

    static Finding ok(String check, String found) {
        return new Finding(check, Status.OK, found, "", List.of());
    }

    static Finding warning(String check, String found, String advice, List<String> statements) {
        return new Finding(check, Status.WARNING, found, advice, statements);
    }

    static Finding problem(String check, String found, String advice, List<String> statements) {
        return new Finding(check, Status.PROBLEM, found, advice, statements);
    }
}
