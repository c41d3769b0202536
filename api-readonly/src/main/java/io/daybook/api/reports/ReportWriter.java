package io.daybook.api.reports;

import java.io.Closeable;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes rows as they come. Closing ends the document and leaves the stream open. */
sealed interface ReportWriter extends Consumer<List<@Nullable Object>>, Closeable
        permits CsvReport, JsonReport {}
