package io.daybook.etl.imports;

import io.daybook.etl.run.RunFailure;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The rows that were not loaded, in a file that only its owner can read. It takes the place of an
 * older one of its kind at once, and of no other file.
 */
final class RejectsFile {

    private static final String[] COLUMNS = {"line", "column", "value", "reason"};
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final Path path;

    private RejectsFile(Path path) {
        this.path = path;
    }

    /**
     * The file at this path, which is not touched yet.
     *
     * @throws RunFailure with exit code 2 when another file is there
     */
    static RejectsFile at(Path path) {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isOurs(path)) {
            throw ImportFiles.refused(
                    "--rejects",
                    String.valueOf(path.getFileName()),
                    "expected a new file, or one of rejected rows; it was left as it is");
        }
        return new RejectsFile(path);
    }

    String name() {
        return path.toString();
    }

    /** Writes all rows that {@code source} hands over. */
    void write(Consumer<Consumer<Reject>> source) {
        try {
            Path part =
                    Files.createTempFile(
                            path.toAbsolutePath().getParent(),
                            "." + path.getFileName(),
                            ".part",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            try {
                write(part, source);
                Files.move(
                        part,
                        path,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException exception) {
            throw new RunFailure(
                    1,
                    "The rejected rows cannot be written to %s: %s. Nothing was loaded; --rejects names another file."
                            .formatted(path, exception.getClass().getSimpleName()),
                    exception);
        }
    }

    private static void write(Path part, Consumer<Consumer<Reject>> source) throws IOException {
        try (Writer writer =
                        new BufferedWriter(
                                Channels.newWriter(
                                        Files.newByteChannel(
                                                part, Set.of(StandardOpenOption.WRITE)),
                                        StandardCharsets.UTF_8));
                CSVPrinter printer = new CSVPrinter(writer, FORMAT)) {
            printer.printRecord((Object[]) COLUMNS);
            source.accept(reject -> print(printer, reject));
        } catch (UncheckedIOException exception) {
            throw exception.getCause();
        }
    }

    private static void print(CSVPrinter printer, Reject reject) {
        try {
            printer.printRecord(
                    reject.line(), reject.column(), harmless(reject.value()), reject.reason());
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** What a spreadsheet would take for a formula is text. */
    private static String harmless(String value) {
        boolean formula =
                !value.isEmpty()
                        && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0
                        && !NUMBER.matcher(value).matches();
        return formula ? "'" + value : value;
    }

    private static boolean isOurs(Path path) {
        try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
            char[] start = new char[String.join(",", COLUMNS).length() + 1];
            return reader.read(start) == start.length
                    && new String(start).equals(String.join(",", COLUMNS) + "\n");
        } catch (IOException exception) {
            return false;
        }
    }
}
