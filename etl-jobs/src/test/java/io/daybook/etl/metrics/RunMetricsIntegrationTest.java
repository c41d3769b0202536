package io.daybook.etl.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.run.RunEnd;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.testing.EventsMart;
import io.daybook.etl.testing.EventsRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMetricsIntegrationTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-01-02T03:04:05.250Z"), ZoneOffset.UTC);

    private static final Duration TAKEN = Duration.ofMillis(1_500);

    private final EventsMart mart = EventsMart.create();
    private final EventsRows rows = new EventsRows(mart);

    @TempDir Path directory;

    /** Two orders on two days, one of an event that is not there; then the run fails. */
    @Test
    void writesWhatTheLastRunCameTo() throws IOException {
        rows.event(1)
                .order(10, 1, "paid_at=2024-01-15T12:00Z")
                .order(11, 1, "paid_at=2024-01-16T12:00Z")
                .order(12, 77, "paid_at=2024-01-16T12:00Z");
        RunReport report = mart.run();
        assertThat(write(mart.storeSettings(), RunEnd.of(report, TAKEN))).isEmpty();
        assertThat(lines())
                .contains(
                        "# TYPE daybook_run_exit_code gauge",
                        "daybook_run_exit_code{mart=\"events\"} 3.0",
                        "daybook_run_duration_seconds{mart=\"events\"} 1.5",
                        "daybook_run_ended_timestamp_seconds{mart=\"events\"} 1.76732304525E9",
                        "daybook_run_drift_slices{mart=\"events\"} 0.0",
                        "daybook_run_verified{mart=\"events\"} 0.0",
                        "daybook_run_view_slices_replaced{mart=\"events\",view=\"event_daily_sales\"}"
                                + " 2.0",
                        "daybook_run_view_rows_written{mart=\"events\",view=\"event_daily_sales\"}"
                                + " 2.0",
                        "daybook_published_generation{mart=\"events\"} 1.0",
                        "daybook_held_back_slices{mart=\"events\"} 0.0",
                        "daybook_bad_rows{mart=\"events\"} 1.0")
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "daybook_published_as_of_timestamp_seconds{mart=\"events\"}"
                                                + " "));
        // a label's value is a mart or a view
        assertThat(lines())
                .filteredOn(line -> !line.startsWith("#"))
                .allMatch(
                        line -> line.matches("\\w+\\{mart=\"events\"(,view=\"event_\\w+\")?} .*"));

        RunFailure failure = new RunFailure(4, "a check failed");
        assertThat(write(mart.storeSettings(), RunEnd.of("events", failure, TAKEN))).isEmpty();
        assertThat(lines())
                .contains(
                        "daybook_run_exit_code{mart=\"events\"} 4.0",
                        "daybook_published_generation{mart=\"events\"} 1.0")
                .noneMatch(line -> line.startsWith("daybook_run_view_"));
        assertThat(names()).containsExactly("daybook_events.prom");
    }

    /** Another process has the mart, and its own word on it. */
    @Test
    void leavesTheFileToWhoeverRunsTheMart() throws IOException {
        RunFailure busy = new RunFailure(75, "busy");
        assertThat(write(mart.storeSettings(), RunEnd.of("events", busy, TAKEN))).isEmpty();
        assertThat(names()).isEmpty();
    }

    @Test
    void writesTheExitCodeWhenTheStoreIsAway() throws IOException {
        StoreSettings known = mart.storeSettings();
        StoreSettings away =
                new StoreSettings(
                        known.url() + "_gone", known.owner(), known.writer(), known.readerRole());
        RunFailure failure = new RunFailure(1, "the store does not answer");
        assertThat(write(away, RunEnd.of("events", failure, TAKEN))).isEmpty();
        assertThat(lines())
                .contains("daybook_run_exit_code{mart=\"events\"} 1.0")
                .noneMatch(line -> line.startsWith("daybook_published_"));
    }

    @Test
    void saysWhyNothingWasWritten() {
        Path nowhere = directory.resolve("absent");
        assertThat(
                        new RunMetrics(nowhere, mart.storeSettings(), CLOCK)
                                .write(RunEnd.of("events", new RunFailure(1, "any"), TAKEN)))
                .hasValueSatisfying(
                        problem ->
                                assertThat(problem)
                                        .startsWith(
                                                "The metrics of events were not written to "
                                                        + nowhere.resolve("daybook_events.prom")
                                                        + ": ")
                                        .contains("NoSuchFileException")
                                        .endsWith("The run itself is done"));
    }

    private Optional<String> write(StoreSettings store, RunEnd end) {
        return new RunMetrics(directory, store, CLOCK).write(end);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(directory.resolve("daybook_events.prom"));
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
