package io.daybook.etl.imports;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Writes rows in PostgreSQL's text format into a copy under way. */
final class CopyText {

    private static final int GATHERED = 64 * 1024;

    private final CopyIn copy;
    private final StringBuilder gathered = new StringBuilder(2 * GATHERED);
    private long written;

    CopyText(CopyIn copy) {
        this.copy = copy;
    }

    /** Adds a row, its line last. */
    void row(List<@Nullable String> values, long line) throws SQLException {
        for (String value : values) {
            if (value == null) {
                gathered.append("\\N");
            } else {
                escaped(value);
            }
            gathered.append('\t');
        }
        gathered.append(line).append('\n');
        if (gathered.length() >= GATHERED) {
            flush();
        }
    }

    /** Characters so far. */
    long written() {
        return written + gathered.length();
    }

    void flush() throws SQLException {
        written += gathered.length();
        byte[] bytes = gathered.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        gathered.setLength(0);
    }

    private void escaped(String value) {
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            switch (c) {
                case '\\' -> gathered.append("\\\\");
                case '\n' -> gathered.append("\\n");
                case '\r' -> gathered.append("\\r");
                case '\t' -> gathered.append("\\t");
                default -> gathered.append(c);
            }
        }
    }
}
