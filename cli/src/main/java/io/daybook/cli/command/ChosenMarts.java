package io.daybook.cli.command;

import io.daybook.cli.configuration.Configuration;
import io.daybook.cli.configuration.OpenDatabases;
import io.daybook.cli.output.Terminal;
import io.daybook.etl.status.InstalledMarts;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.catalogue.Mart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The marts that a command reads from their sources: those named, else those installed. */
public final class ChosenMarts {

    private final Configuration configuration;
    private final boolean named;
    private final List<Mart> configured;
    private final List<Mart> unconfigured;

    private ChosenMarts(
            Configuration configuration,
            boolean named,
            List<Mart> configured,
            List<Mart> unconfigured) {
        this.configuration = configuration;
        this.named = named;
        this.configured = configured;
        this.unconfigured = unconfigured;
    }

    /**
     * @param names as the command was given them; null or empty: the user chose none
     */
    public static ChosenMarts of(
            Catalogue catalogue, @Nullable List<String> names, Configuration configuration) {
        List<Mart> marts = DaybookCommand.marts(catalogue, names);
        if (names != null && !names.isEmpty()) {
            return new ChosenMarts(configuration, true, marts, List.of());
        }
        List<Mart> configured =
                marts.stream()
                        .filter(
                                mart ->
                                        configuration.hasSource(mart.name())
                                                || configuration.hasOwnSource(mart.name()))
                        .toList();
        return configured.isEmpty()
                ? new ChosenMarts(configuration, false, marts, List.of())
                : new ChosenMarts(
                        configuration,
                        false,
                        configured,
                        marts.stream().filter(mart -> !configured.contains(mart)).toList());
    }

    /**
     * The marts that were named; else those that a source is configured for, as a mart that nobody
     * gave a source is not installed. All when none has one, so that this is said.
     */
    public List<Mart> configured() {
        return configured;
    }

    /**
     * Of the configured ones those that were named or are installed; says which are left out. A
     * mart that was run before and has lost its source is warned about, also when quiet.
     */
    public List<Mart> installed(OpenDatabases databases, Terminal terminal) {
        if (named) {
            return configured;
        }
        InstalledMarts marts = new InstalledMarts(databases.store());
        missed(marts, terminal);
        if (configured.size() < 2) {
            return configured;
        }
        List<Mart> found =
                marts.withSource(
                        configured,
                        mart -> configuration.hasOwnSource(mart.name()),
                        mart -> databases.source(mart.name()));
        configured.stream()
                .filter(mart -> !found.contains(mart))
                .forEach(
                        mart ->
                                terminal.message(
                                        "%s: not installed (no run is recorded, and its source holds none of its tables)."
                                                .formatted(mart.name())));
        return found;
    }

    private void missed(InstalledMarts marts, Terminal terminal) {
        if (unconfigured.isEmpty()) {
            return;
        }
        for (Mart mart : marts.known(unconfigured)) {
            terminal.warning(
                    "%1$s: left out: it was run before, and no source is set for it now (set %1$s.source.url)."
                            .formatted(mart.name()));
        }
    }
}
