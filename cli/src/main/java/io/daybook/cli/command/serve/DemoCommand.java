package io.daybook.cli.command.serve;

import io.daybook.cli.command.DaybookCommand;
import io.daybook.cli.command.Endpoints;
import io.daybook.cli.command.run.MartRuns;
import io.daybook.cli.configuration.Configuration;
import io.daybook.cli.configuration.Need;
import io.daybook.cli.configuration.OpenDatabases;
import io.daybook.cli.output.MigrationResult;
import io.daybook.cli.output.RunResult;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.ExitCodes;
import io.daybook.cli.process.Surroundings;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.demo.DemoData;
import io.daybook.etl.demo.DemoReport;
import io.daybook.etl.demo.DemoRequest;
import io.daybook.etl.migrate.MigrationReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.etl.status.StatusReader;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything at once, on data of our own. */
@Command(
        name = "demo",
        description = {
            "Makes demo data, runs the nightly job and serves the result until Ctrl-C.",
            "Without a configuration it keeps a PostgreSQL of its own under ~/.daybook."
                    + " Data of an earlier demo are kept."
        })
public final class DemoCommand extends DaybookCommand {

    private static final int MAX_DAYS = 3660;
    private static final int MAX_SCALE = 1000;

    @Option(
            names = "--mart",
            paramLabel = "MART",
            description = "Only this mart; may be repeated (default: all marts).")
    @Nullable List<String> marts;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "365",
            description = "Days of history (default: ${DEFAULT-VALUE}).")
    int days;

    @Option(
            names = "--scale",
            paramLabel = "X",
            defaultValue = "1",
            description = "Multiplies orders and bookings (default: ${DEFAULT-VALUE}).")
    BigDecimal scale = BigDecimal.ONE;

    @Option(names = "--no-serve", description = "Stop after the run.")
    boolean noServe;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "0 for any free port (default: ${DEFAULT-VALUE}).")
    int port;

    @Option(names = "--reset", description = "Make new data; drops only what demo made.")
    boolean reset;

    public DemoCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run(Terminal terminal) {
        check();
        Catalogue catalogue = catalogue();
        List<Mart> chosen = marts(catalogue, marts);
        Configuration configuration = configuration(catalogue, terminal);
        return connected(
                configuration,
                terminal,
                chosen,
                EnumSet.allOf(Need.class),
                databases -> {
                    int code = prepare(catalogue, chosen, databases, terminal);
                    if (!noServe && code != ExitCodes.FAILED) {
                        List<String> names = chosen.stream().map(Mart::name).toList();
                        new Serving(surroundings, terminal, configuration, catalogue, databases)
                                .serve(
                                        "127.0.0.1",
                                        port,
                                        Optional.of("demo"),
                                        // two demos beside each other must not meet there
                                        Optional.empty(),
                                        url ->
                                                Endpoints.curlLines(url, names)
                                                        .forEach(terminal::data));
                    }
                    return code;
                });
    }

    private int prepare(
            Catalogue catalogue, List<Mart> chosen, OpenDatabases databases, Terminal terminal) {
        MigrationReport migration = databases.migrate(catalogue);
        if (migration.blocked()) {
            terminal.result(MigrationResult.of(migration));
            return ExitCodes.FAILED;
        }
        List<Integer> codes = new ArrayList<>();
        for (Mart mart : chosen) {
            codes.add(makeAndRun(mart, databases, terminal));
        }
        return ExitCodes.of(codes);
    }

    private void check() {
        if (days < 1 || days > MAX_DAYS) {
            throw usage("Invalid --days: %d (expected 1 to %d)".formatted(days, MAX_DAYS));
        }
        if (scale.signum() <= 0 || scale.compareTo(BigDecimal.valueOf(MAX_SCALE)) > 0) {
            throw usage(
                    "Invalid --scale: %s (expected more than 0, at most %d)"
                            .formatted(scale.toPlainString(), MAX_SCALE));
        }
        Ports.check(this, port);
    }

    private int makeAndRun(Mart mart, OpenDatabases databases, Terminal terminal) {
        SourceSettings source = databases.source(mart.name());
        DemoData demo = new DemoData(source.url(), databases.importer(mart.name()));
        terminal.message(
                "Demo data of %s: looking for them, else making them.".formatted(mart.name()));
        DemoRequest request =
                new DemoRequest(
                        days,
                        scale,
                        surroundings.clock().instant().truncatedTo(ChronoUnit.SECONDS),
                        reset,
                        source.credentials().user());
        DemoReport made =
                surroundings
                        .interruption()
                        .onSignal(demo::stop, () -> demo.make(mart, source.schema(), request));
        terminal.message(summary(made));
        MartRuns runs = new MartRuns(surroundings, databases, terminal);
        if (made.made() && publishedBefore(mart, databases)) {
            // new data in place of old ones bear old instants: only a comparison finds what is gone
            RunRequest repair =
                    new RunRequest.Verify(
                            Optional.empty(), Optional.empty(), List.of(), true, true);
            return runs.run(List.of(mart), any -> repair, RunResult::rebuilt);
        }
        return runs.run(
                List.of(mart), any -> new RunRequest.Nightly(RunRequest.Verification.WHEN_DUE));
    }

    private static boolean publishedBefore(Mart mart, OpenDatabases databases) {
        return new StatusReader(databases.store()).status(mart, Optional.empty()).generation()
                != null;
    }

    private static String summary(DemoReport report) {
        StringBuilder rows = new StringBuilder();
        report.rows()
                .forEach(
                        (table, count) ->
                                rows.append(rows.isEmpty() ? "" : ", ")
                                        .append("%,d %s".formatted(count, table)));
        return "Demo data of %s: %s (%s)."
                .formatted(
                        report.mart(),
                        report.made()
                                ? "made"
                                : "kept, made at %s; --reset makes new ones"
                                        .formatted(report.madeAt().truncatedTo(ChronoUnit.SECONDS)),
                        rows);
    }
}
