package io.daybook.api.reports;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.problem.Problem;
import io.daybook.api.problem.RequestRefused;
import io.daybook.api.reports.query.Report;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** How a report is written. */
public enum ReportFormat {
    JSON("application/json"),
    CSV("text/csv;charset=UTF-8");

    private final String mediaType;

    ReportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /**
     * The format of that name; JSON when none is given.
     *
     * @throws RequestRefused 400 for another
     */
    public static ReportFormat of(@Nullable String name) {
        if (name == null) {
            return JSON;
        }
        for (ReportFormat format : values()) {
            if (format.toString().equals(name)) {
                return format;
            }
        }
        throw RequestRefused.invalid("format", name, "json or csv");
    }

    /** Type and, for what is not read in a browser, a name to save it under. */
    HttpHeaders headers(String stem) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.parseMediaType(mediaType));
        if (this == CSV) {
            headers.setContentDisposition(
                    ContentDisposition.attachment().filename(stem + ".csv").build());
        }
        return headers;
    }

    /**
     * Writes the whole document and leaves what is written to open.
     *
     * @param mostRows one more ends it with 400
     * @return the number of rows
     */
    public long write(Report report, Snapshot snapshot, long mostRows, Writer out)
            throws IOException {
        long[] rows = {0};
        ReportWriter writer = writer(report, out);
        report.read(
                snapshot,
                row -> {
                    if (++rows[0] > mostRows) {
                        throw new RequestRefused(Problem.tooManyRows(mostRows));
                    }
                    writer.accept(row);
                });
        writer.end();
        out.flush();
        return rows[0];
    }

    private ReportWriter writer(Report report, Writer out) throws IOException {
        return this == JSON ? new JsonReport(report, out) : new CsvReport(report, out);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
