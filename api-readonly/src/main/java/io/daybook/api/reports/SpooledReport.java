package io.daybook.api.reports;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.problem.RequestRefused;
import io.daybook.api.reports.query.Report;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;

/**
 * A report that is whole before its first byte is sent: rows go from the store to a file without a
 * name and from there to the client. So a client that reads slowly holds no snapshot, memory stays
 * flat, and a refusal or a failure is still a problem and never half a document.
 */
final class SpooledReport {

    private SpooledReport() {}

    /**
     * @throws RequestRefused 400 when there are more rows than allowed
     */
    static InputStreamResource of(
            Report report, ReportFormat format, Snapshot snapshot, long mostRows) {
        FileChannel file = null;
        try {
            file = open();
            OutputStream out = Channels.newOutputStream(file);
            format.write(
                    report,
                    snapshot,
                    mostRows,
                    new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
            return resource(file);
        } catch (IOException exception) {
            close(file);
            throw new UncheckedIOException(exception);
        } catch (RuntimeException exception) {
            close(file);
            throw exception;
        }
    }

    /**
     * Readable by us alone; gone as soon as it is open, so that no end of ours leaves it behind.
     */
    private static FileChannel open() throws IOException {
        Path path = Files.createTempFile("daybook-report", null);
        return FileChannel.open(
                path,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    private static InputStreamResource resource(FileChannel file) throws IOException {
        long length = file.size();
        InputStream in = Channels.newInputStream(file.position(0));
        return new InputStreamResource(in) {
            @Override
            public long contentLength() {
                return length;
            }
        };
    }

    private static void close(@Nullable FileChannel file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException left) {
            // the report has failed for another reason already, which is the one to tell
            return;
        }
    }
}
