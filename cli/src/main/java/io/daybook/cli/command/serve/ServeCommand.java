package io.daybook.cli.command.serve;

import io.daybook.api.ApiServer;
import io.daybook.api.UnsafeAddress;
import io.daybook.cli.command.DaybookCommand;
import io.daybook.cli.configuration.Configuration;
import io.daybook.cli.configuration.Need;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.ExitCodes;
import io.daybook.cli.process.Surroundings;
import io.daybook.schema.catalogue.Catalogue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The read API. */
@Command(name = "serve", description = "Serves the read API until Ctrl-C; writes nothing.")
public final class ServeCommand extends DaybookCommand {

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to bind to (default: ${DEFAULT-VALUE}).")
    String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "0 for any free port (default: ${DEFAULT-VALUE}).")
    int port;

    @Option(
            names = "--auth",
            paramLabel = "KIND",
            description =
                    "Who may ask: none, whoever reaches the loopback address (the default"
                            + " there), or jwt, whoever brings a token.")
    @Nullable String auth;

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            description = "The tenant that --auth none serves (default: demo).")
    @Nullable String tenant;

    /** Read by the logging configuration when the first logger is made. */
    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description =
                    "text (default), or json: one object per line on standard error, with a"
                            + " line for each request.")
    void setLogFormat(String format) {
        if (!List.of("text", "json").contains(format)) {
            throw usage("Invalid --log-format: %s (expected text or json)".formatted(format));
        }
        System.setProperty("daybook.log.format", format);
    }

    public ServeCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run(Terminal terminal) {
        Ports.check(this, port);
        Optional<String> single = single();
        Catalogue catalogue = catalogue();
        Configuration configuration = configuration(catalogue, terminal);
        if (single.isEmpty()) {
            // before anything is opened
            configuration.access().tokens();
        }
        return connected(
                configuration,
                terminal,
                List.of(),
                Set.of(Need.READER),
                databases -> {
                    new Serving(surroundings, terminal, configuration, catalogue, databases)
                            .serve(
                                    host,
                                    port,
                                    single,
                                    configuration.access().management(),
                                    url -> {});
                    return ExitCodes.OK;
                });
    }

    /** The one tenant of --auth none; empty with --auth jwt. */
    private Optional<String> single() {
        if (auth == null && !isLoopback()) {
            throw usage(
                    "Missing --auth: %s is no loopback address (expected --auth jwt)"
                            .formatted(host));
        }
        if ("jwt".equals(auth)) {
            if (tenant != null) {
                throw usage(
                        "Contradictory --tenant: %s (expected none with --auth jwt, where each token names its tenant)"
                                .formatted(tenant));
            }
            return Optional.empty();
        }
        if (auth != null && !auth.equals("none")) {
            throw usage("Invalid --auth: %s (expected none or jwt)".formatted(auth));
        }
        if (tenant != null && tenant.isBlank()) {
            throw usage("Invalid --tenant: the empty name (expected the name of a tenant)");
        }
        try {
            ApiServer.requireLoopback(host);
        } catch (UnsafeAddress refusal) {
            throw usage(refusal.getMessage());
        }
        return Optional.of(tenant == null ? "demo" : tenant);
    }

    private boolean isLoopback() {
        try {
            ApiServer.requireLoopback(host);
            return true;
        } catch (UnsafeAddress refusal) {
            return false;
        }
    }
}
