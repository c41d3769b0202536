package io.daybook.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The API as a service runs it: a process that logs to standard error and is stopped by TERM. */
class ServedProcessIntegrationTest {

    private static final int ATTEMPTS = 600;

    private final TestDatabase store = TestPostgres.server().createStore();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void writesOneJsonLinePerRequestAndEndsOnTerm() throws Exception {
        int port = freePort();
        DaybookProcess.End end;
        try (DaybookProcess process =
                DaybookProcess.serve(store, port, "--log-format", "json", "--tenant", "ada")) {
            awaitAnswer(process, port);
            get(port, "/api/v1/events");
            get(port, "/api/v1/events/7/analytics/overview?compare=canary");
            get(port, "/canary");
            process.signal("TERM");
            end = process.end();
        }
        assertThat(end.exitCode()).as(end.err()).isEqualTo(143);
        assertThat(end.out()).isEmpty();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : end.err().lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines)
                .map(
                        line ->
                                String.join(
                                        " ",
                                        line.path("tenant").asText(),
                                        line.path("method").asText(),
                                        line.path("route").asText(),
                                        line.path("status").asText(),
                                        line.path("cache").asText()))
                .contains(
                        "ada GET /api/v1/events 200 miss",
                        "ada GET /api/v1/events/{id}/analytics/overview 400 none",
                        "ada GET (none) 404 none");
        assertThat(end.err()).doesNotContain("canary").doesNotContain(TestPostgres.READER + "\"");
    }

    private void awaitAnswer(DaybookProcess process, int port) throws Exception {
        for (int i = 0; i < ATTEMPTS && process.isAlive(); i++) {
            try {
                get(port, "/health");
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("no answer: " + process.err());
    }

    private void get(int port, String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + port + path);
        client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
