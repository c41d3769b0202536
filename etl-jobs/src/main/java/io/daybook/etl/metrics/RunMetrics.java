package io.daybook.etl.metrics;

import io.daybook.etl.database.DatabaseUnavailable;
import io.daybook.etl.database.Databases;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.run.RunEnd;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * Writes the last run of each mart where Prometheus's node exporter collects text files: {@code
 * daybook_MART.prom}, replaced as a whole. Labels name marts and views, never tenants or their
 * rows.
 */
public final class RunMetrics {

    /** Another process runs the mart, and writes what comes of that. */
    private static final int BUSY = 75;

    private final Path directory;
    private final StoreSettings store;
    private final Clock clock;

    /**
     * @param directory exists; whoever may read it may read the files
     * @param clock dates the end of a run
     */
    public RunMetrics(Path directory, StoreSettings store, Clock clock) {
        this.directory = directory;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Writes how a run ended. Where the store does not answer, what it knows is left out.
     *
     * @return why nothing was written, if so; the run is none the worse for it
     */
    public Optional<String> write(RunEnd end) {
        if (end.exitCode() == BUSY) {
            return Optional.empty();
        }
        Path file = directory.resolve("daybook_" + end.mart() + ".prom");
        try {
            replace(file, RunFigures.of(end, state(end.mart()), clock.instant()));
            return Optional.empty();
        } catch (IOException exception) {
            return Optional.of(
                    "The metrics of %s were not written to %s: %s. The run itself is done"
                            .formatted(end.mart(), file, exception));
        }
    }

    private Optional<MartFigures> state(String mart) {
        try (Connection connection = Databases.store(store, "metrics " + mart)) {
            return MartFigures.read(DSL.using(connection), mart);
        } catch (SQLException | DatabaseUnavailable | DataAccessException unknown) {
            return Optional.empty();
        }
    }

    /** Whoever reads at any time reads the old file or the new one. */
    private void replace(Path file, MetricSnapshots snapshots) throws IOException {
        Path draft =
                directory.resolve(
                        "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            try (OutputStream out = Files.newOutputStream(draft)) {
                PrometheusTextFormatWriter.create().write(out, snapshots);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
