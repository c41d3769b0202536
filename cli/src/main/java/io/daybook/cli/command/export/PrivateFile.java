package io.daybook.cli.command.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Function;

/** A new file that only its owner can read. */
final class PrivateFile {

    private PrivateFile() {}

    /** The file is there already, or cannot be made. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * Makes the file and writes it in UTF-8. Work that fails leaves no file behind.
     *
     * @throws Refused when there is one under this name, which stays as it is
     */
    static <T> T write(Path path, Function<Writer, T> work) {
        try (Writer writer = create(path)) {
            T result = work.apply(writer);
            writer.flush();
            return result;
        } catch (IOException exception) {
            delete(path);
            throw new UncheckedIOException(exception);
        } catch (Refused refused) {
            throw refused;
        } catch (RuntimeException exception) {
            delete(path);
            throw exception;
        }
    }

    private static Writer create(Path path) {
        try {
            return new BufferedWriter(
                    Channels.newWriter(
                            Files.newByteChannel(
                                    path,
                                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                                    PosixFilePermissions.asFileAttribute(
                                            PosixFilePermissions.fromString("rw-------"))),
                            StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException exists) {
            throw new Refused(
                    "Invalid --file: %s exists (expected a new file; it was left as it is)"
                            .formatted(path));
        } catch (IOException exception) {
            throw new Refused(
                    "Invalid --file: %s (expected a file in a directory that can be written)"
                            .formatted(path));
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException left) {
            // the work's own failure is the one to tell; a half file is of mode 0600 at least
            return;
        }
    }
}
