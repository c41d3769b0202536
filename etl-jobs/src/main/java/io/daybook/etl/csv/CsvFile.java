package io.daybook.etl.csv;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;

/**
 * A CSV file after RFC 4180 in UTF-8, read row by row: commas, double quotes, a header; a byte
 * order mark and any line ends are accepted. Never more than one row is in memory.
 */
public final class CsvFile implements AutoCloseable {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180
                    .builder()
                    // tells a missing value from an empty text
                    .setQuoteMode(QuoteMode.ALL_NON_NULL)
                    .setIgnoreEmptyLines(false)
                    .setLenientEof(false)
                    .setTrailingData(false)
                    .get();

    /** More than any table can have. */
    private static final int MOST_COLUMNS = 2000;

    private final Utf8Reader reader;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final List<String> header;

    private CsvFile(Utf8Reader reader) throws IOException {
        this.reader = reader;
        this.parser = FORMAT.parse(reader);
        this.records = parser.iterator();
        this.header = readHeader();
    }

    /**
     * Opens the file and reads its header.
     *
     * @param path a regular file, not a link to one
     * @throws UnreadableCsv when it has no header, or is no text in UTF-8
     */
    public static CsvFile open(Path path) {
        try {
            InputStream in =
                    new BufferedInputStream(Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS));
            try {
                skipByteOrderMark(in);
                return new CsvFile(new Utf8Reader(in));
            } catch (RuntimeException exception) {
                in.close();
                throw exception;
            }
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** The names of the columns, in their order. */
    public List<String> header() {
        return header;
    }

    /**
     * The next row; empty after the last one.
     *
     * @throws UnreadableCsv when the rest of the file cannot be split into rows
     */
    public Optional<CsvRow> next() {
        reader.beginRow();
        long line = parser.getCurrentLineNumber() + 1;
        try {
            return records.hasNext()
                    ? Optional.of(new CsvRow(line, records.next()))
                    : Optional.empty();
        } catch (UncheckedIOException exception) {
            throw new UnreadableCsv(line, reason(exception.getCause()));
        }
    }

    /** How many bytes of the file have been read, for progress only. */
    public long bytesRead() {
        return reader.bytesRead();
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private List<String> readHeader() {
        CsvRow first =
                next().orElseThrow(() -> new UnreadableCsv(1, "no header: the file is empty"));
        if (first.values().size() > MOST_COLUMNS) {
            throw new UnreadableCsv(
                    1,
                    "%d columns in the header (expected at most %d)"
                            .formatted(first.values().size(), MOST_COLUMNS));
        }
        List<String> names = new ArrayList<>();
        for (String name : first.values()) {
            String text = name == null ? "" : name;
            Marks.fault(text)
                    .ifPresent(
                            fault -> {
                                throw new UnreadableCsv(1, "in the header " + fault);
                            });
            names.add(text.strip());
        }
        return List.copyOf(names);
    }

    private static String reason(IOException exception) {
        if (exception instanceof Utf8Reader.RowTooLong) {
            return "a row of more than %d million characters (is a quote not closed?)"
                    .formatted(Utf8Reader.LONGEST_ROW / 1_000_000);
        }
        String message = String.valueOf(exception.getMessage());
        if (message.contains("EOF reached")) {
            return "a quote that is not closed (expected its end before the end of the file)";
        }
        return message.contains("Invalid char")
                ? "text after a closing quote (expected a comma or the end of the line; quotes in a"
                        + " value are doubled)"
                : "it cannot be read: " + message;
    }

    private static void skipByteOrderMark(InputStream in) throws IOException {
        in.mark(3);
        byte[] start = in.readNBytes(3);
        if (start.length == 3
                && start[0] == (byte) 0xEF
                && start[1] == (byte) 0xBB
                && start[2] == (byte) 0xBF) {
            return;
        }
        boolean utf16 =
                start.length >= 2
                        && (start[0] == (byte) 0xFE && start[1] == (byte) 0xFF
                                || start[0] == (byte) 0xFF && start[1] == (byte) 0xFE);
        if (utf16) {
            throw new UnreadableCsv(
                    1, "it is UTF-16 (expected UTF-8: iconv -f UTF-16 -t UTF-8 makes it)");
        }
        in.reset();
    }
}
