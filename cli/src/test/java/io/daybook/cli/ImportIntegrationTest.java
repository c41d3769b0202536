package io.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.cli.process.CtrlC;
import io.daybook.cli.process.Interruption;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From files to metrics, as the README says. */
@Timeout(300)
class ImportIntegrationTest {

    private static final Path REPOSITORY = Path.of("..");

    private final TestDatabase source = TestPostgres.server().createDatabase();
    private final TestDatabase store = TestPostgres.server().createStore();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir Path directory;

    @Test
    void leadsFromFilesToMetrics() throws Exception {
        configure();
        List<String> lines = linesOfReadme();
        assertThat(lines).hasSize(5).last().isEqualTo("serve");
        for (String line : lines.subList(0, 4)) {
            CommandRun run = CommandRun.of(REPOSITORY, environment, line.split(" "));
            assertThat(run.exitCode()).as(line + run.err()).isZero();
        }
        // event 1: 90 + 45 + 45, of which the last was cancelled later; event 2: 27.50
        assertThat(
                        store.rows(
                                "select tenant_id, event_id, gross_amount, tickets_sold"
                                        + " from events.event_totals order by 2"))
                .containsExactly("demo | 1 | 180.0000 | 4", "demo | 2 | 27.5000 | 1");

        tellsWhatIsWrong();
        saysAfterCtrlCWhatIsUnchanged();
    }

    private void tellsWhatIsWrong() throws IOException {
        Files.writeString(
                directory.resolve("refund.csv"),
                """
                refund_id,order_id,event_id,amount,status,refunded_at
                1,3,1,45.00,succeeded,2026-02-11T09:00:00+01:00
                2,3,1,canary,succeeded,2026-02-11T09:00:00+01:00
                """);
        CommandRun refused = run("import", "events", "refund", "refund.csv");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.out())
                .isEqualTo(
                        """
                        +--------+------+--------+----------+------------+
                        | table  | read | loaded | rejected | not loaded |
                        +--------+------+--------+----------+------------+
                        | refund |    2 |      0 |        1 |          1 |
                        +--------+------+--------+----------+------------+
                        rejected: line 3, amount: no plain number (expected numeric(18,4): digits, at most one point, no thousands separator)
                        all rejected rows, with their values: %s
                        nothing was loaded, as rows were rejected (next: mend them, or allow some with --max-errors)
                        """
                                .formatted(directory.toRealPath().resolve("refund.rejects.csv")));
        assertThat(refused.err()).isEmpty();

        CommandRun partly =
                run(
                        "import",
                        "events",
                        "refund",
                        "refund.csv",
                        "--max-errors",
                        "1",
                        "--output",
                        "csv");
        assertThat(partly.exitCode()).isEqualTo(3);
        assertThat(partly.out())
                .isEqualTo("mart,table,read,loaded,rejected,not_loaded\nevents,refund,2,1,1,0\n");
        assertThat(partly.err()).contains("next: daybook run events").doesNotContain("canary");
        // the first row is in the table by now: none is left
        CommandRun again = run("import", "events", "refund", "refund.csv");
        assertThat(again.exitCode()).isEqualTo(4);
        assertThat(again.out())
                .endsWith("nothing was loaded, as every row was rejected (next: mend them)\n");
        assertThat(run("import", "events", "refund", "refund.csv", "--output", "json").out())
                .contains("\"rejected\" : 2", "\"loaded\" : 0")
                .doesNotContain("canary");
    }

    private void saysAfterCtrlCWhatIsUnchanged() throws Exception {
        Files.writeString(
                directory.resolve("stopped.csv"),
                """
                refund_id,order_id,event_id,amount,status,refunded_at
                8,3,1,45.00,succeeded,2026-02-11T09:00:00+01:00
                9,3,1,45.00,succeeded,2026-02-11T09:00:00+01:00
                """);
        String[] command = {"import", "events", "refund", "stopped.csv"};
        Interruption interruption = new Interruption();
        CommandRun stopped;
        try (Connection holder = source.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            // as a transaction that writes does: the load waits for its end
            statement.execute("lock table events.refund in row exclusive mode");
            CompletableFuture<CommandRun> run =
                    CompletableFuture.supplyAsync(
                            () -> CommandRun.of(directory, environment, interruption, command));
            source.awaitLockWait();
            CtrlC.press(interruption);
            stopped = run.get(60, TimeUnit.SECONDS);
        }
        assertThat(stopped.exitCode()).isEqualTo(130);
        assertThat(stopped.out()).isEmpty();
        assertThat(stopped.err())
                .endsWith(
                        "daybook import: Stopped; the table refund is unchanged. The same command"
                                + " goes on after 2 rows.\n");
        assertThat(source.value("select count(*) from events.refund where refund_id in (8, 9)"))
                .isEqualTo("0");
        CommandRun again = run(command);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.err()).contains("going on after 2 rows");
        assertThat(source.value("select count(*) from events.refund where refund_id in (8, 9)"))
                .isEqualTo("2");
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(directory, environment, arguments);
    }

    private static List<String> linesOfReadme() throws IOException {
        String readme = Files.readString(REPOSITORY.resolve("README.md"));
        int start = readme.indexOf("## From CSV files alone");
        return readme.substring(start, readme.indexOf("\n## ", start))
                .lines()
                .filter(line -> line.startsWith("    ./daybook "))
                .map(line -> line.replace("    ./daybook ", ""))
                .toList();
    }

    private void configure() {
        environment.put("DAYBOOK_SOURCE_URL", source.url());
        environment.put("DAYBOOK_STORE_URL", store.url());
        login("SOURCE", source.user(), source.password());
        login("IMPORT", source.user(), source.password());
        login("STORE_WRITER", TestPostgres.WRITER, TestPostgres.WRITER);
        login("STORE_READER", TestPostgres.READER, TestPostgres.READER);
    }

    private void login(String name, String user, String password) {
        environment.put("DAYBOOK_" + name + "_USER", user);
        environment.put("DAYBOOK_" + name + "_PASSWORD", password);
    }
}
