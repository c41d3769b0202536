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
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The read API. */
@Command(name = "serve", description = "Serves the read API until Ctrl-C; writes nothing.")
public final class ServeCommand extends DaybookCommand {

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The loopback address to bind to (default: ${DEFAULT-VALUE}).")
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
            defaultValue = "none",
            description =
                    "Who may ask: none (default), that is whoever reaches the loopback address.")
    String auth = "";

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            defaultValue = "demo",
            description = "The tenant that is served (default: ${DEFAULT-VALUE}).")
    String tenant = "";

    public ServeCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    protected int run(Terminal terminal) {
        Ports.check(this, port);
        if (!auth.equals("none")) {
            throw usage("Invalid --auth: %s (expected none)".formatted(auth));
        }
        if (tenant.isBlank()) {
            throw usage("Invalid --tenant: the empty name (expected the name of a tenant)");
        }
        try {
            ApiServer.requireLoopback(host);
        } catch (UnsafeAddress refusal) {
            throw usage(refusal.getMessage());
        }
        Catalogue catalogue = catalogue();
        Configuration configuration = configuration(catalogue, terminal);
        return connected(
                configuration,
                terminal,
                List.of(),
                Set.of(Need.READER),
                databases -> {
                    new Serving(surroundings, terminal, configuration, catalogue, databases)
                            .serve(host, port, tenant, url -> {});
                    return ExitCodes.OK;
                });
    }
}
