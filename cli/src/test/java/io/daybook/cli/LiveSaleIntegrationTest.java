package io.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.ApiServer;
import io.daybook.api.ServeSettings;
import io.daybook.api.management.Management;
import io.daybook.cli.faults.DaybookProcess;
import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a row in the source to the event of a stream: run, publication, listener, reader. */
@Timeout(300)
class LiveSaleIntegrationTest {

    private final TestDatabase source = TestPostgres.server().createDatabase();
    private final TestDatabase store = TestPostgres.server().createStore();

    @TempDir Path directory;

    /** The sale is in the first publication of a snapshot that holds it, and so in the stream. */
    @Test
    void aNewSaleShowsWithTheNextRun() throws Exception {
        source.execute("create schema events");
        source.execute(Catalogue.load().mart("events").contract().sql(), "events");
        source.execute(
                """
                insert into event (event_id, tenant_id, name, timezone, currency, status, updated_at)
                values (1, 'acme', 'Fair', 'UTC', 'EUR', 'live', clock_timestamp())
                """,
                "events");
        try (DaybookProcess runs = start("run", "events", "--every", "10s")) {
            awaitMetrics(runs);
            try (ApiServer server = ApiServer.start(settings());
                    InputStream stream = open(server.url());
                    BufferedReader lines =
                            new BufferedReader(
                                    new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                assertThat(next(lines).data()).startsWith("{\"current\":0,\"status\":\"quiet\",");
                String before = source.value("select clock_timestamp()");
                sell();
                String after = source.value("select clock_timestamp()");
                Event sale = next(lines);
                // nothing was sold on an earlier day, so any sale at all is steady
                assertThat(sale.data()).startsWith("{\"current\":2,\"status\":\"steady\",");
                assertThat(sale.id()).isBetween(firstSince(before), firstSince(after));
                everyDocumentedMetricIsThere(server);
            }
        }
    }

    /** The number of the first publication whose snapshot is later. */
    private long firstSince(String instant) {
        return Long.parseLong(
                store.value(
                        "select min(generation) from daybook.generation where as_of > '%s'"
                                .formatted(instant)));
    }

    /** In the text file of the run beside it, or in what the API tells Prometheus. */
    private void everyDocumentedMetricIsThere(ApiServer server) throws Exception {
        // a request that has ended, so that there are figures of requests
        get(server.url() + "/health");
        String told =
                Files.readString(directory.resolve("daybook_events.prom"))
                        + get(
                                "http://127.0.0.1:%d/actuator/prometheus"
                                        .formatted(server.managementPort().orElseThrow()));
        Set<String> there =
                told.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("[{ ]")[0])
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> documented = new TreeSet<>();
        String document = Files.readString(Path.of("..", "docs", "operations.md"));
        Matcher name =
                Pattern.compile(
                                "(daybook_(run|published|held|bad|mart|view|store)|http_server)_\\w+")
                        .matcher(document);
        while (name.find()) {
            documented.add(name.group());
        }
        assertThat(documented)
                .contains("daybook_run_exit_code", "daybook_mart_age_seconds")
                .allMatch(each -> there.contains(each) || there.contains(each + "_count"));
        assertThat(there)
                .filteredOn(each -> each.startsWith("daybook_"))
                .as("none is left out of the document")
                .allMatch(documented::contains);
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void awaitMetrics(DaybookProcess runs) throws InterruptedException {
        while (!Files.exists(directory.resolve("daybook_events.prom"))) {
            assertThat(runs.isAlive()).as(runs.err()).isTrue();
            Thread.sleep(50);
        }
    }

    private record Event(long id, String data) {}

    /** The next event of the stream; a test that waits for ever ends by its timeout. */
    private static Event next(BufferedReader lines) throws IOException {
        long id = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id:")) {
                id = Long.parseLong(line.substring("id:".length()));
            }
            if (line.startsWith("data:")) {
                return new Event(id, line.substring("data:".length()));
            }
        }
        throw new IllegalStateException("the stream ended");
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

    private DaybookProcess start(String... arguments) {
        return DaybookProcess.start(
                Map.of(
                        "DAYBOOK_SOURCE_URL", source.url(),
                        "DAYBOOK_SOURCE_USER", source.user(),
                        "DAYBOOK_SOURCE_PASSWORD", source.password(),
                        "DAYBOOK_STORE_URL", store.url(),
                        "DAYBOOK_STORE_WRITER_PASSWORD", TestPostgres.WRITER,
                        "DAYBOOK_METRICS_TEXTFILE", directory.toAbsolutePath().toString()),
                arguments);
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
                        ServeSettings.DEFAULT_MIN_GROUP)
                .with(new Management("127.0.0.1", 0));
    }
}
