package io.daybook.api.reports;

import io.daybook.api.problem.RequestRefused;
import io.daybook.api.reports.query.Report;
import java.io.IOException;
import java.io.OutputStream;
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

    /** Begins the document; the writer has to be closed to end it. */
    ReportWriter writer(Report report, OutputStream out) throws IOException {
        return this == JSON ? new JsonReport(report, out) : new CsvReport(report, out);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
