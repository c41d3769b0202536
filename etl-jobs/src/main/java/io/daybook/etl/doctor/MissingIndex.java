package io.daybook.etl.doctor;

import java.util.List;

/**
 * An index that is not there.
 *
 * @param what the table or view and its columns
 * @param statements those that make it; none when no single index can
 */
record MissingIndex(String what, List<String> statements) {

    MissingIndex {
        statements = List.copyOf(statements);
    }
}
