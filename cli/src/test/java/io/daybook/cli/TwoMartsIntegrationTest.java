package io.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two marts in one installation: from two source databases, in one store. */
class TwoMartsIntegrationTest {

    private final TestDatabase events = TestPostgres.server().createDatabase();
    private final TestDatabase venues = TestPostgres.server().createDatabase();
    private final TestDatabase store = TestPostgres.server().createStore();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir Path directory;

    @BeforeEach
    void configure() {
        environment.put("DAYBOOK_EVENTS_SOURCE_URL", events.url());
        environment.put("DAYBOOK_VENUES_SOURCE_URL", venues.url());
        environment.put("DAYBOOK_SOURCE_OVERLAP", "1s");
        environment.put("DAYBOOK_STORE_URL", store.url());
        login("SOURCE", events.user(), events.password());
        login("IMPORT", events.user(), events.password());
        login("STORE_OWNER", TestPostgres.OWNER, TestPostgres.OWNER);
        login("STORE_WRITER", TestPostgres.WRITER, TestPostgres.WRITER);
        login("STORE_READER", TestPostgres.READER, TestPostgres.READER);
    }

    @Test
    void runsBothAndExitsWithTheGravestCode() throws SQLException {
        CommandRun demo = run("demo", "--no-serve", "--days", "5", "--scale", "0.1");
        assertThat(demo.exitCode()).as(demo.err()).isZero();
        assertThat(demo.err())
                .contains("Demo data of events: made (", "Demo data of venues: made (");
        assertThat(
                        events.value(
                                "select count(*) from information_schema.schemata where schema_name = 'venues'"))
                .isEqualTo("0");
        assertThat(venues.value("select count(*) from venues.member")).isEqualTo("3000");

        CommandRun both = run("run");
        assertThat(both.exitCode()).as(both.err()).isZero();
        assertThat(both.out()).contains("events", "venues", "nothing to do: 0 slices differ");
        assertThat(run("verify", "venues").out()).startsWith("no drift: venues agrees");

        // 3: a bad row in one of them
        venues.execute(
                "update venues.transaction set venue_id = null, updated_at = clock_timestamp()"
                        + " where transaction_id = (select min(transaction_id) from venues.transaction)");
        assertThat(run("run").exitCode()).isEqualTo(3);
        // 4 goes before 3
        events.execute("alter table events.refund rename column amount to total");
        CommandRun broken = run("run");
        assertThat(broken.exitCode()).isEqualTo(4);
        assertThat(broken.err()).contains("events", "refund.amount");
        assertThat(generations()).containsExactly("events | 3", "venues | 4");
        // 75 goes before 4
        try (Connection other = store.connect(TestPostgres.WRITER, TestPostgres.WRITER);
                Statement statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(1145133378, hashtext('venues'))");
            assertThat(run("run").exitCode()).isEqualTo(75);
        }

        // where one has a source, nobody asks for the other's; but what was run before is missed
        environment.remove("DAYBOOK_EVENTS_SOURCE_URL");
        CommandRun alone = run("run", "--quiet");
        assertThat(alone.exitCode()).as(alone.err()).isEqualTo(3);
        assertThat(alone.err())
                .contains(
                        "events: left out: it was run before, and no source is set for it now (set"
                                + " events.source.url).");
        CommandRun named = run("run", "events");
        assertThat(named.exitCode()).isEqualTo(2);
        assertThat(named.err()).contains("source.url is not set");
    }

    @Test
    void leavesOutAMartThatIsNotInstalled() {
        environment.remove("DAYBOOK_EVENTS_SOURCE_URL");
        environment.remove("DAYBOOK_VENUES_SOURCE_URL");
        environment.put("DAYBOOK_SOURCE_URL", events.url());
        run("demo", "--mart", "events", "--no-serve", "--days", "3", "--scale", "0.1");

        for (List<String> command :
                List.of(List.of("run"), List.of("plan"), List.of("status"), List.of("gaps"))) {
            CommandRun run = run(command.toArray(String[]::new));
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).doesNotContain("venue");
        }
        assertThat(run("run").err())
                .contains(
                        "venues: not installed (no run is recorded, and its source holds none of"
                                + " its tables).");
        assertThat(run("doctor").out()).contains("event").doesNotContain("venue");
        assertThat(run("run", "venues").exitCode()).isEqualTo(4);

        // whoever sets a schema means the mart: a misspelt one is no reason to leave it out
        environment.put("DAYBOOK_VENUES_SOURCE_SCHEMA", "veneus");
        CommandRun misspelt = run("run");
        assertThat(misspelt.exitCode()).isEqualTo(4);
        assertThat(misspelt.err()).contains("veneus").doesNotContain("not installed");
    }

    private List<String> generations() {
        return store.rows("select mart, generation from daybook.mart_state order by mart");
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(directory, environment, arguments);
    }

    private void login(String login, String user, String password) {
        environment.put("DAYBOOK_" + login + "_USER", user);
        environment.put("DAYBOOK_" + login + "_PASSWORD", password);
    }
}
