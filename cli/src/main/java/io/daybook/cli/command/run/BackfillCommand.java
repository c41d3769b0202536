package io.daybook.cli.command.run;

import io.daybook.cli.command.DaybookCommand;
import io.daybook.cli.command.run.DayRange.Days;
import io.daybook.cli.configuration.Configuration;
import io.daybook.cli.configuration.Need;
import io.daybook.cli.configuration.OpenDatabases;
import io.daybook.cli.output.PlanResult;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.ExitCodes;
import io.daybook.cli.process.Surroundings;
import io.daybook.etl.run.MartRunner;
import io.daybook.etl.run.PlanReport;
import io.daybook.etl.run.Progress;
import io.daybook.etl.run.RunRequest;
import io.daybook.etl.status.StatusReader;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Recomputes a range of days. */
@Command(
        name = "backfill",
        description = {
            "Recomputes a range of local days from the source and publishes what differs.",
            "The same command goes on with a backfill that was interrupted within 24 h."
        })
public final class BackfillCommand extends DaybookCommand {

    /** More than a month is asked about before it is recomputed. */
    private static final int DAYS_WITHOUT_ASKING = 31;

    private static final int ZONES_SHOWN = 6;

    private static final Pattern TENANT =
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:@/+-]{0,199}");

    @Parameters(paramLabel = "MART", description = "The mart to recompute.")
    String mart = "";

    @ArgGroup(exclusive = false, multiplicity = "1")
    DayRange range = new DayRange();

    @Option(names = "--view", paramLabel = "VIEW", description = "Only this view; may be repeated.")
    @Nullable List<String> views;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Only this tenant's rows.")
    @Nullable String tenant;

    @Option(names = "--dry-run", description = "List what would be recomputed and write nothing.")
    boolean dryRun;

    @Option(names = "--yes", description = "Do not ask before more than 31 days.")
    boolean yes;

    @Option(
            names = "--allow-shrink",
            description =
                    "Publish also where fewer than half of a view's stored rows would be left.")
    boolean allowShrink;

    public BackfillCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run(Terminal terminal) {
        Catalogue catalogue = catalogue();
        Mart chosen = catalogue.mart(mart);
        Configuration configuration = configuration(catalogue, terminal);
        Days days = range.check(configuration.floor(chosen.name()), chosen, surroundings.clock());
        RunRequest.Backfill request =
                new RunRequest.Backfill(
                        days.from(),
                        days.to(),
                        Views.of(chosen, views),
                        checkedTenant(),
                        allowShrink);
        return connected(
                configuration,
                terminal,
                List.of(chosen),
                Set.of(Need.SOURCE, Need.WRITER),
                databases -> {
                    echo(chosen, days, request, databases, terminal);
                    if (dryRun) {
                        terminal.result(PlanResult.of(plan(chosen, request, databases)));
                        terminal.message("Dry run: nothing was written.");
                        return ExitCodes.OK;
                    }
                    if (refused(days)) {
                        terminal.warning("Not confirmed; nothing was changed.");
                        return ExitCodes.FAILED;
                    }
                    return new MartRuns(surroundings, databases, terminal)
                            .run(List.of(chosen), any -> request);
                });
    }

    private static PlanReport plan(
            Mart mart, RunRequest.Backfill request, OpenDatabases databases) {
        return new MartRunner(
                        mart, databases.source(mart.name()), databases.store(), Progress.SILENT)
                .plan(request);
    }

    /** Says what exactly is about to be recomputed. */
    private static void echo(
            Mart mart,
            Days days,
            RunRequest.Backfill request,
            OpenDatabases databases,
            Terminal terminal) {
        String views = request.views().isEmpty() ? "all views" : String.join(", ", request.views());
        String tenant = request.tenant().map(name -> ", tenant " + name).orElse("");
        terminal.message(
                "Backfill of %s, %s, %s%s; days are local, %s."
                        .formatted(
                                mart.name(),
                                days,
                                views,
                                tenant,
                                zones(new StatusReader(databases.store()).zones(mart))));
    }

    private boolean refused(Days days) {
        return !yes
                && days.count() > DAYS_WITHOUT_ASKING
                && !surroundings.confirm("Recompute %d days?".formatted(days.count())).orElse(true);
    }

    private Optional<String> checkedTenant() {
        if (tenant != null && !TENANT.matcher(tenant).matches()) {
            throw usage(
                    "Invalid --tenant: %s (expected one tenant's id: letters, digits, blanks and ._:@/+-)"
                            .formatted(tenant));
        }
        return Optional.ofNullable(tenant);
    }

    private static String zones(List<String> zones) {
        if (zones.isEmpty()) {
            return "each in its entity's own zone";
        }
        return zones.size() <= ZONES_SHOWN
                ? "in " + String.join(", ", zones)
                : "each in its entity's own zone, %s and %d more"
                        .formatted(
                                String.join(", ", zones.subList(0, ZONES_SHOWN)),
                                zones.size() - ZONES_SHOWN);
    }
}
