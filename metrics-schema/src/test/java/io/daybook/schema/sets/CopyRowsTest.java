package io.daybook.schema.sets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyRowsTest {

    /** Today's servers send a row in a message; nothing promises that. */
    @Test
    void handsOnWholeRowsHoweverTheMessagesAreCut() throws IOException {
        byte[] sent = sent();
        for (int length = 1; length <= sent.length; length++) {
            List<String> rows = new ArrayList<>();
            CopyRows copy = new CopyRows((fields, row) -> rows.add(text(fields, row)));
            for (int from = 0; from < sent.length; from += length) {
                copy.take(Arrays.copyOfRange(sent, from, Math.min(from + length, sent.length)));
            }
            assertThat(rows).as("messages of %d bytes", length).containsExactly("7,null", "8,", "");
            assertThat(copy.ended()).isTrue();
        }
    }

    @Test
    void hasNotEndedBeforeTheServerSaysSo() throws IOException {
        byte[] sent = sent();
        CopyRows copy = new CopyRows((fields, row) -> {});
        copy.take(Arrays.copyOf(sent, sent.length - 2));
        assertThat(copy.ended()).isFalse();
    }

    /** Three rows: a number and a null, a number and an empty text, and no field at all. */
    private static byte[] sent() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeBytes("PGCOPY\n");
        out.write(0xff);
        out.writeBytes("\r\n\0");
        out.writeInt(0);
        out.writeInt(0);
        out.writeShort(2);
        out.writeInt(4);
        out.writeInt(7);
        out.writeInt(-1);
        out.writeShort(2);
        out.writeInt(4);
        out.writeInt(8);
        out.writeInt(0);
        out.writeShort(0);
        out.writeShort(-1);
        return bytes.toByteArray();
    }

    private static String text(int fields, ByteBuffer row) {
        List<String> values = new ArrayList<>();
        for (int field = 0; field < fields; field++) {
            int length = row.getInt();
            values.add(
                    switch (length) {
                        case CopyRows.NULL -> "null";
                        case 0 -> "";
                        default -> String.valueOf(row.getInt());
                    });
        }
        assertThat(row.hasRemaining()).isFalse();
        return String.join(",", values);
    }
}
