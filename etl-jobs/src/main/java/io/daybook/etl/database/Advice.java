package io.daybook.etl.database;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an operator can do about a failure, where the server's code for it tells. */
final class Advice {

    private static final Map<String, String> BY_STATE =
            Map.of(
                    "40001",
                    "The source, a standby, ended the reading to go on with its replay (run it"
                            + " again; if this happens often, raise max_standby_streaming_delay or"
                            + " set hot_standby_feedback = on there)",
                    "53100",
                    "The server's disk is full (make room there, and run it again)",
                    "53400",
                    "The server has no room for this statement's temporary files (raise"
                            + " temp_file_limit or work_mem of Daybook's role there, and run it"
                            + " again)");

    private Advice() {}

    /** A sentence on a line of its own; empty when the message says it all. */
    static String on(@Nullable String sqlState) {
        String advice = sqlState == null ? null : BY_STATE.get(sqlState);
        return advice == null ? "" : "\n" + advice;
    }
}
