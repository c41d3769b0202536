package io.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.ApiServer;
import io.daybook.api.ServeSettings;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a row in the source to the event of a stream: run, publication, listener, reader. */
@Timeout(300)
class LiveSaleIntegrationTest {

    private final TestDatabase source = TestPostgres.server().createDatabase();
    private final TestDatabase store = TestPostgres.server().createStore();

    @TempDir Path directory;

    @Test
    void aNewSaleShowsAfterARun() throws Exception {
        source.execute("create schema events");
        source.execute(Catalogue.load().mart("events").contract().sql(), "events");
        source.execute(
                """
                insert into event (event_id, tenant_id, name, timezone, currency, status, updated_at)
                values (1, 'acme', 'Fair', 'UTC', 'EUR', 'live', clock_timestamp())
                """,
                "events");
        run();
        try (ApiServer server = ApiServer.start(settings());
                InputStream stream = open(server.url());
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            assertThat(data(lines)).startsWith("data:{\"current\":0,\"status\":\"quiet\",");
            sell();
            run();
            // nothing was sold on an earlier day, so any sale at all is steady
            assertThat(data(lines)).startsWith("data:{\"current\":2,\"status\":\"steady\",");
        }
    }

    private static String data(BufferedReader lines) throws Exception {
        String line = lines.readLine();
        while (line != null && !line.startsWith("data:")) {
            line = lines.readLine();
        }
        return String.valueOf(line);
    }

    private static InputStream open(String url) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/api/v1/events/1/analytics/live")).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    /** One order of two tickets, now: in the running quarter hour, or just before the next. */
    private void sell() {
        source.execute(
                """
                insert into ticket_order (
                    order_id, event_id, status, ordered_at, paid_at, amount, tax_amount, fee_amount,
                    updated_at)
                values (10, 1, 'paid', clock_timestamp(), clock_timestamp(), 10, 0, 0,
                    clock_timestamp());
                insert into ticket (ticket_id, order_id, event_id, ticket_type, price, status, updated_at)
                values (100, 10, 1, 'adult', 5, 'valid', clock_timestamp()),
                    (101, 10, 1, 'adult', 5, 'valid', clock_timestamp())
                """,
                "events");
    }

    private void run() {
        CommandRun run =
                CommandRun.of(
                        directory,
                        Map.of(
                                "DAYBOOK_SOURCE_URL", source.url(),
                                "DAYBOOK_SOURCE_USER", source.user(),
                                "DAYBOOK_SOURCE_PASSWORD", source.password(),
                                "DAYBOOK_STORE_URL", store.url(),
                                "DAYBOOK_STORE_WRITER_PASSWORD", TestPostgres.WRITER),
                        "run",
                        "events");
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private ServeSettings settings() {
        return new ServeSettings(
                store.url(),
                TestPostgres.READER,
                TestPostgres.READER,
                "127.0.0.1",
                0,
                "acme",
                ServeSettings.DEFAULT_FRESHNESS_LIMIT,
                ServeSettings.DEFAULT_MIN_GROUP);
    }
}
