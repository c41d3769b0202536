package io.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.schema.catalogue.Catalogue;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --every} as a process of its own, ended by signals. */
@Timeout(300)
class RepeatedRunIntegrationTest {

    private final TestDatabase source = TestPostgres.server().createDatabase();
    private final TestDatabase store = TestPostgres.server().createStore();

    @TempDir Path directory;

    @BeforeEach
    void createTables() {
        source.execute("create schema events");
        source.execute(Catalogue.load().mart("events").contract().sql(), "events");
    }

    @Test
    void publishesASaleWithinACycleAndEndsBySigterm() throws Exception {
        Process process = start("run", "events", "--every", "1s");
        try (BufferedReader out = process.inputReader();
                BufferedReader err = process.errorReader()) {
            assertThat(err.readLine()).isEqualTo("Running events every 1 s until Ctrl-C.");
            assertThat(err.readLine())
                    .startsWith("events: generation 1, as of ")
                    .endsWith(": nothing differed in 1 cycle");
            sell();
            assertThat(out.readLine())
                    .matches(
                            "events: generation \\d+, as of [^ ]+Z: \\d+ slices replaced \\(\\d+ rows\\)"
                                    + " in [\\d.]+ s");
            signal(process, "TERM");
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
            assertThat(err.lines().toList()).last().asString().startsWith("Stopped; nothing was");
        } finally {
            process.destroyForcibly();
        }
        assertThat(store.rows("select gross_amount from events.event_daily_sales"))
                .containsExactly("10.0000");
        assertThat(
                        store.rows(
                                "select distinct outcome from daybook.run where outcome <> 'stopped'"))
                .containsExactly("published");
    }

    /** The interval is a day: the signal comes while the process rests. */
    @Test
    void endsBySigintWhileItRests() throws Exception {
        Process process = start("run", "--every", "24h");
        try (BufferedReader err = process.errorReader()) {
            // its source holds the tables of one mart only
            assertThat(err.readLine()).startsWith("venues: not installed");
            assertThat(err.readLine()).startsWith("Running events every 86400 s");
            assertThat(err.readLine()).startsWith("events: generation 1, as of ");
            signal(process, "INT");
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(130);
        } finally {
            process.destroyForcibly();
        }
        assertThat(store.rows("select outcome from daybook.run")).containsExactly("published");
    }

    /** Unlike {@link Process#destroy}, which closes what the process still has to say. */
    private static void signal(Process process, String name)
            throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    private void sell() {
        source.execute(
                """
                insert into event (event_id, tenant_id, name, timezone, currency, status, updated_at)
                values (1, 'acme', 'Fair', 'UTC', 'EUR', 'live', clock_timestamp());
                insert into ticket_order (
                    order_id, event_id, status, ordered_at, paid_at, amount, tax_amount, fee_amount,
                    updated_at)
                values (10, 1, 'paid', '2024-01-10T12:00Z', '2024-01-10T12:00Z', 10, 0, 0,
                    clock_timestamp())
                """,
                "events");
    }

    private Process start(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(withSignals());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-cp");
        command.add(
                // surefire hides the class path behind a jar of its own
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.add("io.daybook.cli.Daybook");
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("DAYBOOK_"));
        builder.environment()
                .putAll(
                        Map.of(
                                "DAYBOOK_SOURCE_URL", source.url(),
                                "DAYBOOK_SOURCE_USER", source.user(),
                                "DAYBOOK_SOURCE_PASSWORD", source.password(),
                                "DAYBOOK_SOURCE_OVERLAP", "1s",
                                "DAYBOOK_STORE_URL", store.url(),
                                "DAYBOOK_STORE_WRITER_PASSWORD", TestPostgres.WRITER));
        return builder.start();
    }

    /** A build in the background of a shell ignores SIGINT, and its children would do so, too. */
    private static List<String> withSignals() throws IOException, InterruptedException {
        List<String> env = List.of("env", "--default-signal=INT");
        List<String> trial = new ArrayList<>(env);
        trial.add("true");
        return new ProcessBuilder(trial).start().waitFor() == 0 ? env : List.of();
    }
}
