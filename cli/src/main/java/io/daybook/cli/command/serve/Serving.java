package io.daybook.cli.command.serve;

import io.daybook.api.ApiServer;
import io.daybook.api.ServeSettings;
import io.daybook.api.guard.AllowedOrigins;
import io.daybook.api.management.Management;
import io.daybook.cli.configuration.Configuration;
import io.daybook.cli.configuration.OpenDatabases;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.Surroundings;
import io.daybook.etl.database.Credentials;
import io.daybook.schema.catalogue.Catalogue;
import java.util.Optional;
import java.util.function.Consumer;

/** Serves the store until a signal comes. */
record Serving(
        Surroundings surroundings,
        Terminal terminal,
        Configuration configuration,
        Catalogue catalogue,
        OpenDatabases databases) {

    /**
     * @param tenant the one that is served; empty where tokens name theirs
     * @param management where health and metrics are served; empty: nowhere
     * @param started hears the server's address
     */
    void serve(
            String host,
            int port,
            Optional<String> tenant,
            Optional<Management> management,
            Consumer<String> started) {
        Credentials reader = databases.reader();
        ServeSettings settings =
                new ServeSettings(
                        databases.storeUrl(),
                        reader.user(),
                        reader.password(),
                        host,
                        port,
                        tenant.orElse("demo"),
                        configuration.freshnessLimit(),
                        configuration.minGroup(),
                        tenant.isPresent()
                                ? Optional.empty()
                                : Optional.of(configuration.access().tokens()),
                        new AllowedOrigins(configuration.access().origins()),
                        management,
                        configuration.access().live(),
                        configuration.access().redis());
        try (ApiServer server = ApiServer.start(settings, catalogue)) {
            started.accept(server.url());
            terminal.message(
                    "Serving %s at %s, the dashboard at %s/dashboard; Ctrl-C stops."
                            .formatted(
                                    tenant.map(name -> "tenant " + name)
                                            .orElse("whoever brings a token"),
                                    server.url(),
                                    server.url()));
            surroundings.interruption().await();
        }
    }
}
