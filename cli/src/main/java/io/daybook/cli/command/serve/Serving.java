package io.daybook.cli.command.serve;

import io.daybook.api.ApiServer;
import io.daybook.api.ServeSettings;
import io.daybook.cli.configuration.Configuration;
import io.daybook.cli.configuration.OpenDatabases;
import io.daybook.cli.output.Terminal;
import io.daybook.cli.process.Surroundings;
import io.daybook.etl.database.Credentials;
import io.daybook.schema.catalogue.Catalogue;
import java.util.function.Consumer;

/** Serves the store until a signal comes. */
record Serving(
        Surroundings surroundings,
        Terminal terminal,
        Configuration configuration,
        Catalogue catalogue,
        OpenDatabases databases) {

    /** {@code started} hears the server's address. */
    void serve(String host, int port, String tenant, Consumer<String> started) {
        Credentials reader = databases.reader();
        ServeSettings settings =
                new ServeSettings(
                        databases.storeUrl(),
                        reader.user(),
                        reader.password(),
                        host,
                        port,
                        tenant,
                        configuration.freshnessLimit(),
                        configuration.minGroup());
        try (ApiServer server = ApiServer.start(settings, catalogue)) {
            started.accept(server.url());
            terminal.message(
                    "Serving tenant %s at %s; Ctrl-C stops.".formatted(tenant, server.url()));
            surroundings.interruption().await();
        }
    }
}
