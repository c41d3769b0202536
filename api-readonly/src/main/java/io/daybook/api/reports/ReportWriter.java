package io.daybook.api.reports;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes rows as they come. */
sealed interface ReportWriter extends Consumer<List<@Nullable Object>>
        permits CsvReport, JsonReport {

    /** Ends the document, which is to stay visibly half when the rows failed. */
    void end() throws IOException;
}
