package io.daybook.etl.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The corpus of failure mode 36, as far as it needs no table. */
class CsvFileTest {

    @TempDir Path directory;

    @Test
    void acceptsByteOrderMarkAndAnyLineEnds() throws IOException {
        assertThat(read("\uFEFFa,b\r\n1,2\n3,4\r5,6"))
                .containsExactly("header [a, b]", "2: 1|2", "3: 3|4", "4: 5|6");
    }

    @Test
    void keepsLinesThatLookLikeComments() throws IOException {
        assertThat(read("a,b\n#1,2\n")).containsExactly("header [a, b]", "2: #1|2");
    }

    @Test
    void tellsNothingFromEmptyText() throws IOException {
        assertThat(read("a,b\n,\"\"\n")).containsExactly("header [a, b]", "2: null|");
    }

    @Test
    void countsLinesInsideOfQuotes() throws IOException {
        assertThat(read("a,b\n\"x\ny\",\"say \"\"hi\"\"\"\r\n3,4\n"))
                .containsExactly("header [a, b]", "2: x\ny|say \"hi\"", "4: 3|4");
    }

    @Test
    void namesRowsOfAnotherWidth() throws IOException {
        assertThat(read("a,b\n1\n\n1,2,3\n1,2\n"))
                .containsExactly(
                        "header [a, b]",
                        "2: 1 values (expected 2, as in the header)",
                        "3: an empty line (expected 2 values)",
                        "4: 3 values (expected 2, as in the header)",
                        "5: 1|2");
    }

    @Test
    void keepsTheFaultOfAValueInItsRow() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("a,b\ncaf".getBytes(StandardCharsets.UTF_8));
        // é in Latin 1, cut off UTF-8, then the letter whole and a character of four bytes
        bytes.write(new byte[] {(byte) 0xE9, ',', (byte) 0xE2, (byte) 0x82, '\n'});
        bytes.write("é,\uD83C\uDF9F\n\0x,5\" pipe\n 1, \"2\"\n".getBytes(StandardCharsets.UTF_8));
        assertThat(read(bytes.toByteArray()))
                .containsExactly(
                        "header [a, b]",
                        "2: a: a byte that is no UTF-8 (expected a file in UTF-8): caf\\xE9",
                        "2: b: a byte that is no UTF-8 (expected a file in UTF-8): \\xE2\\x82",
                        "3: é|\uD83C\uDF9F",
                        "4: a: a NUL byte (expected text): \\x00x",
                        "4: b: a quote inside a value that is not quoted (expected the value in"
                                + " quotes, and quotes in it doubled): 5\" pipe",
                        "5: b: a quote inside a value that is not quoted (expected the value in"
                                + " quotes, and quotes in it doubled):  \"2\"");
    }

    @Test
    void refusesTheRestAfterAQuoteThatIsNotClosed() throws IOException {
        assertThat(read("a,b\n1,2\n3,\"4\n5,6\n"))
                .containsExactly(
                        "header [a, b]",
                        "2: 1|2",
                        "3: unreadable: a quote that is not closed (expected its end before the end"
                                + " of the file)");
    }

    @Test
    void refusesTheRestWhenAStrayQuoteMergesRows() throws IOException {
        assertThat(read("a,b\n1,\"2\n3,\"4\"\n5,6\n"))
                .containsExactly(
                        "header [a, b]",
                        "2: unreadable: text after a closing quote (expected a comma or the end of"
                                + " the line; quotes in a value are doubled)");
    }

    @Test
    void readsAMillionCharactersAndRefusesARowWithoutEnd() throws IOException {
        String million = "x".repeat(1_000_000);
        assertThat(read("a,b\n1," + million + "\n"))
                .containsExactly("header [a, b]", "2: 1|" + million);
        assertThat(read("a,b\n1,2\n3,\"" + "x".repeat(4_300_000)))
                .containsExactly(
                        "header [a, b]",
                        "2: 1|2",
                        "3: unreadable: a row of more than 4 million characters (is a quote not"
                                + " closed?)");
    }

    @Test
    void refusesFilesWithoutAReadableHeader() {
        assertThatThrownBy(() -> read("")).hasMessage("no header: the file is empty");
        for (Charset wide : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertThatThrownBy(() -> read("\uFEFFa,b\n1,2\n".getBytes(wide)))
                    .hasMessage("it is UTF-16 (expected UTF-8: iconv -f UTF-16 -t UTF-8 makes it)");
            assertThatThrownBy(() -> read("a,b\n1,2\n".getBytes(wide)))
                    .hasMessage("in the header a NUL byte (expected text)");
        }
        assertThatThrownBy(() -> read("a,".repeat(1_000_000)))
                .hasMessage("1000001 columns in the header (expected at most 2000)");
    }

    @Test
    void showsTheBeginningOfALongValueInWholeCharacters() {
        String ticket = "\uD83C\uDF9F";
        assertThat(CsvRow.shown("x" + ticket.repeat(150)))
                .isEqualTo("x" + ticket.repeat(100) + " ... (301 characters)");
    }

    @Test
    void hasNoRowsBelowABareHeader() throws IOException {
        assertThat(read("a,b")).containsExactly("header [a, b]");
    }

    private List<String> read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> read(byte[] content) throws IOException {
        Path path = directory.resolve("file.csv");
        Files.write(path, content);
        List<String> lines = new ArrayList<>();
        try (CsvFile file = CsvFile.open(path)) {
            lines.add("header " + file.header());
            Optional<CsvRow> row;
            while ((row = file.next()).isPresent()) {
                describe(row.get(), file.header(), lines);
            }
        } catch (UnreadableCsv unreadable) {
            if (lines.isEmpty()) {
                throw unreadable;
            }
            lines.add(unreadable.line() + ": unreadable: " + unreadable.getMessage());
        }
        return lines;
    }

    private static void describe(CsvRow row, List<String> header, List<String> lines) {
        if (row.fault(header.size()).isPresent()) {
            lines.add(row.line() + ": " + row.fault(header.size()).get());
            return;
        }
        int before = lines.size();
        for (int place = 0; place < header.size(); place++) {
            if (row.faultAt(place).isPresent()) {
                lines.add(
                        "%d: %s: %s: %s"
                                .formatted(
                                        row.line(),
                                        header.get(place),
                                        row.faultAt(place).get(),
                                        CsvRow.shown(row.value(place))));
            }
        }
        if (lines.size() == before) {
            lines.add("%d: %s|%s".formatted(row.line(), row.value(0), row.value(1)));
        }
    }
}
