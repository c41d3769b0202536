package io.daybook.etl.plan;

import io.daybook.etl.engine.CopyStream;
import io.daybook.etl.engine.MetricTable;
import io.daybook.schema.sets.InvalidSet;
import io.daybook.schema.sets.StoredSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether stored sets hold what their size and md5 say. Everything else compares those two, which
 * rot or a hand in the table can leave right beside other bytes.
 */
final class StoredSets {

    /** PostgreSQL sends a date as the days since this one. */
    private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);

    private final int sets;
    private final MessageDigest md5 = md5();
    private final Set<LocalDate> wrong = new HashSet<>();

    private StoredSets(int sets) {
        this.sets = sets;
    }

    /**
     * The days with a set that is not what stands beside it.
     *
     * @param where a condition on the stored row {@code daybook_w}
     */
    static Set<LocalDate> wrongDays(Connection store, MetricTable table, String where) {
        if (table.sets().isEmpty()) {
            return Set.of();
        }
        StoredSets stored = new StoredSets(table.sets().size());
        CopyStream.read(
                store,
                "select daybook_w.day, %s from %s as daybook_w%s"
                        .formatted(
                                table.sets().stream()
                                        .flatMap(set -> set.all().stream())
                                        .map("daybook_w."::concat)
                                        .collect(Collectors.joining(", ")),
                                table.name(),
                                where),
                stored::look);
        return stored.wrong;
    }

    private void look(int fields, ByteBuffer row) {
        LocalDate day = EPOCH.plusDays(next(row).getInt());
        for (int set = 0; set < sets; set++) {
            ByteBuffer ids = next(row);
            long size = next(row).getLong();
            String expected = StandardCharsets.US_ASCII.decode(next(row)).toString();
            if (!holds(ids, size, expected)) {
                wrong.add(day);
            }
        }
    }

    private boolean holds(ByteBuffer stored, long size, String expected) {
        try {
            long[] ids = StoredSet.ids(stored);
            return ids.length == size && expected.equals(hexadecimal(text(ids)));
        } catch (InvalidSet invalid) {
            return false;
        }
    }

    /** The array as PostgreSQL prints it. */
    private static String text(long[] ids) {
        StringBuilder text = new StringBuilder("{");
        for (long id : ids) {
            text.append(text.length() == 1 ? "" : ",").append(id);
        }
        return text.append('}').toString();
    }

    private String hexadecimal(String text) {
        return HexFormat.of().formatHex(md5.digest(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException exception) {
            throw new IllegalStateException("every Java platform has MD5", exception);
        }
    }

    /** Behind its length; no column of a set is null. */
    private static ByteBuffer next(ByteBuffer row) {
        int length = row.getInt();
        ByteBuffer value = row.slice(row.position(), length);
        row.position(row.position() + length);
        return value;
    }
}
