package io.daybook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.ApiServer;
import io.daybook.api.ServeSettings;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From two empty databases of the user's own to a verified store, command by command. */
class JourneyIntegrationTest {

    /** Every password of this test: it may appear nowhere. */
    private static final String CANARY = "canary-5d1f";

    private final TestDatabase source = TestPostgres.server().createDatabase();
    private final TestDatabase store = TestPostgres.server().createDatabase();
    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final StringBuilder printed = new StringBuilder();
    private final PrintStream standardError = System.err;

    @TempDir Path directory;

    @BeforeEach
    void createRolesAndConfigure() throws SQLException {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        as(
                store,
                "create role %s login createrole password '%s'".formatted(role("owner"), CANARY),
                "alter database %s owner to %s".formatted(store.name(), role("owner")),
                "create role %s login password '%s'".formatted(role("import"), CANARY),
                "create role %s login password '%s'".formatted(role("source"), CANARY),
                "grant pg_read_all_stats to " + role("source"),
                "alter database %s owner to %s".formatted(source.name(), role("import")));
        environment.put("DAYBOOK_SOURCE_URL", source.url());
        environment.put("DAYBOOK_SOURCE_OVERLAP", "1s");
        environment.put("DAYBOOK_STORE_URL", store.url());
        for (String login : List.of("STORE_OWNER", "STORE_WRITER", "STORE_READER")) {
            login(login, role(login.replace("STORE_", "").toLowerCase(java.util.Locale.ROOT)));
        }
        login("SOURCE", role("source"));
        login("IMPORT", role("import"));
    }

    @AfterEach
    void dropRoles() throws SQLException {
        System.setErr(standardError);
        for (TestDatabase database : List.of(source, store)) {
            as(database, "alter database %s owner to current_user".formatted(database.name()));
        }
        for (String name : List.of("writer", "reader", "import", "source", "owner")) {
            as(source, "drop owned by " + role(name));
            as(store, "drop owned by " + role(name), "drop role " + role(name));
        }
    }

    @Test
    void leadsFromEmptyDatabasesToAVerifiedStore() {
        CommandRun early = run("status");
        assertThat(early.exitCode()).isEqualTo(1);

        CommandRun migrated = run("migrate");
        assertThat(migrated.exitCode()).isZero();
        assertThat(migrated.out())
                .contains("role made: " + role("writer"), "role made: " + role("reader"));
        assertThat(run("migrate").out()).startsWith("nothing to migrate: the store is at ");

        assertThat(run("verify", "events").exitCode()).isNotZero();
        CommandRun demo = run("demo", "--no-serve", "--days", "10", "--scale", "0.2");
        assertThat(demo.exitCode()).isZero();
        assertThat(demo.err()).contains("Demo data of events: made (");
        assertThat(demo.out()).contains("| event_totals ", "| event_daily_sales ");

        CommandRun again = run("run", "events");
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).startsWith("nothing to do: 0 slices differ, as of ");

        assertThat(run("verify", "events").out()).startsWith("no drift: events agrees");
        breakOneStoredRow();
        CommandRun drift = run("verify", "events");
        assertThat(drift.exitCode()).isEqualTo(4);
        assertThat(drift.out())
                .contains("drift: event_daily_sales: tenant ", ", event ")
                .endsWith("next: daybook verify events --repair\n");
        assertThat(run("verify", "events", "--output", "csv", "--quiet").out())
                .startsWith("mart,view,tenant,entity,id,day,row_key,column,stored,expected\n")
                .contains("\nevents,event_daily_sales,", ",event,", ",orders_paid,");
        assertThat(run("status").out()).contains("not repaired (next: daybook verify events");
        assertThat(explain(drift).exitCode()).isEqualTo(4);
        assertThat(run("verify", "events", "--repair").exitCode()).isZero();
        assertThat(run("verify", "events").exitCode()).isZero();
        assertThat(explain(drift).out())
                .contains("| sum of the rows ", "The table holds what the view returns.");

        CommandRun doctor = run("doctor", "events", "--output", "csv");
        assertThat(doctor.exitCode()).as(doctor.out()).isZero();
        assertThat(doctor.out())
                .startsWith("mart,check,status,found,what_to_do\n\"\",store,ok,\"PostgreSQL ")
                .contains("\nevents,contract,ok,", "\nevents,indexes,ok,", "\nevents,last run,ok,");

        assertThat(run("status").out()).contains(", repaired in generation ");
        assertThat(run("gaps").out()).startsWith("events: no gaps in generation ");

        exportsWhatIsStored();

        servesWhatTheSourceHolds();

        addsAViewAsTheRecipeSays();

        CommandRun dry =
                run(
                        "backfill",
                        "events",
                        "--from",
                        "2026-11-18",
                        "--to",
                        "2026-11-20",
                        "--dry-run",
                        "--output",
                        "csv");
        assertThat(dry.exitCode()).isZero();
        assertThat(dry.out())
                .startsWith("mart,view,shape,slices,days,reason\n")
                .contains(
                        "events,event_daily_sales,window,,2026-11-18..2026-11-20,backfill\n",
                        "events,event_directory,whole,,,backfill\n");
        CommandRun nobody =
                run(
                        "backfill",
                        "events",
                        "--from",
                        "2026-11-18",
                        "--to",
                        "2026-11-20",
                        "--tenant",
                        "dem");
        assertThat(nobody.exitCode()).isEqualTo(2);
        assertThat(nobody.err())
                .endsWith("Unknown tenant: dem (did you mean demo?; nothing was changed)\n");

        CommandRun backfill =
                run("backfill", "events", "--from", "2026-11-18", "--to", "2026-11-20");
        assertThat(backfill.exitCode()).isZero();
        assertThat(backfill.err())
                .startsWith("Backfill of events, 2026-11-18 to 2026-11-20 (3 days), all views;");

        assertThat(run("status", "--output", "csv").out())
                .startsWith(
                        "mart,view,generation,complete_through,provisional,missing,stale,held_back\n"
                                + "events,event_daily_demographics,");
        assertThat(run("plan").exitCode()).isZero();
        assertThat(printed.toString() + log).doesNotContain(CANARY);
        assertThat(store.rows("select parameter_value from batch.batch_job_execution_params"))
                .isNotEmpty()
                .noneMatch(value -> value.contains(CANARY));
    }

    @Test
    void findsTheMartBusyWhileAnotherRuns() throws SQLException {
        run("migrate");
        run("demo", "--no-serve", "--days", "3", "--scale", "0.1");
        try (Connection other = store.connect(role("writer"), CANARY);
                Statement statement = other.createStatement()) {
            statement.execute("set application_name = 'daybook run events'");
            statement.execute("select pg_advisory_lock(1145133378, hashtext('events'))");
            CommandRun busy = run("run", "events");
            assertThat(busy.exitCode()).as(busy.err()).isEqualTo(75);
            assertThat(busy.out()).isEmpty();
            assertThat(busy.err()).contains("daybook run events");
        }
    }

    /** The slice that a comparison named first. */
    private CommandRun explain(CommandRun drift) {
        Matcher slice =
                Pattern.compile(
                                "drift: event_daily_sales: tenant (\\S+), event (\\d+), (\\S+), currency")
                        .matcher(drift.out());
        assertThat(slice.find()).as(drift.out()).isTrue();
        return run(
                "explain",
                "event_daily_sales",
                "tenant=" + slice.group(1),
                "event=" + slice.group(2),
                "day=" + slice.group(3));
    }

    private void exportsWhatIsStored() {
        CommandRun json = run("export", "event_totals", "--format", "json", "--quiet");
        assertThat(json.exitCode()).as(json.err()).isZero();
        assertThat(json.err()).isEmpty();
        assertThat(json.out()).startsWith("{\"view\":\"event_totals\",\"columns\":[\"event_id\",");
        List<String> days =
                store.rows(
                        """
                        select event_id, day, currency, orders_paid
                        from events.event_daily_sales
                        where tenant_id = 'acme' and day between '2026-11-18' and '2026-11-19'
                            and (orders_paid, tickets_sold, tickets_cancelled, orders_cancelled,
                                refund_count, unmapped_count) <> (0, 0, 0, 0, 0, 0)
                        order by 1, 2, 3
                        """);
        CommandRun csv =
                run(
                        "export",
                        "view_event_daily_sales",
                        "--from",
                        "2026-11-18",
                        "--to",
                        "2026-11-19",
                        "--tenant",
                        "acme",
                        "--file",
                        "sales.csv");
        assertThat(csv.exitCode()).as(csv.err()).isZero();
        assertThat(csv.out()).isEmpty();
        assertThat(csv.err())
                .startsWith(days.size() + " rows of event_daily_sales, tenant acme, generation ");
        Path file = directory.resolve("sales.csv");
        assertThat(lines(file).get(0))
                .startsWith("event_id,day,currency,orders_paid,gross_amount,");
        assertThat(
                        lines(file).stream()
                                .skip(1)
                                .map(line -> line.split(","))
                                .map(cells -> String.join(" | ", List.of(cells).subList(0, 4))))
                .isNotEmpty()
                .isEqualTo(days);
        assertThat(mode(file)).isEqualTo("rw-------");
        CommandRun again = run("export", "event_totals", "--file", "sales.csv");
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err())
                .contains("sales.csv exists (expected a new file; it was left as it is)");
        assertThat(lines(file)).hasSize(days.size() + 1);
        assertThat(run("export", "event_totals", "--tenant", "nobody").out().lines()).hasSize(1);
    }

    /** The mart venues, counted in the source by statements that know nothing of its views. */
    private void servesWhatTheSourceHolds() {
        String successful =
                """
                from venues.booking as b inner join venues.venue as v on v.venue_id = b.venue_id
                where v.tenant_id = 'demo' and b.status in ('Confirmed', 'Completed')
                """;
        String revenue =
                """
                select cast(sum(t.amount) as numeric(18, 2))
                from venues.transaction as t
                inner join venues.venue as v on v.venue_id = t.venue_id
                where v.tenant_id = 'demo' and t.status = 'Success'
                """;
        String repeatRate =
                """
                select trunc(100.0 * count(*) filter (where bookings > 1) / count(*), 1)
                from (
                    select b.member_id, count(*) as bookings %s and b.member_id is not null
                    group by b.member_id
                ) as m
                """
                        .formatted(successful);
        ServeSettings settings =
                new ServeSettings(
                        store.url(),
                        role("reader"),
                        CANARY,
                        "127.0.0.1",
                        0,
                        "demo",
                        Duration.ofDays(1),
                        ServeSettings.DEFAULT_MIN_GROUP);
        try (ApiServer api = ApiServer.start(settings)) {
            assertThat(get(api, "/metrics/general"))
                    .contains(
                            "\"bookings\":" + source.value("select count(*) " + successful) + ",",
                            "\"total_revenue\":" + source.value(revenue) + ",\"currency\":\"EUR\"",
                            "\"repeat_booking_pct\":" + source.value(repeatRate) + ",");
            assertThat(get(api, "/venues"))
                    .startsWith("[{\"id\":1,\"name\":\"Riverside Arena\",\"timezone\":");
        }
        assertThat(run("export", "venue_daily_bookings", "--quiet").out())
                .startsWith(
                        "venue_id,day,sport_id,sport_name,confirmed_count,completed_count,"
                                + "pending_count,cancelled_count,no_show_count,unmapped_count,"
                                + "booking_count,slots_booked,coupon_redemptions\r\n");
    }

    private static String get(ApiServer api, String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(api.url() + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** docs/add-a-metric.md, "Without a build". */
    private void addsAViewAsTheRecipeSays() {
        String recipe = text(Path.of("../docs/add-a-metric.md"));
        String view = recipe.substring(recipe.indexOf("# Without a build"));
        view = view.substring(view.indexOf("```sql") + "```sql".length());
        write(
                directory.resolve("metrics/events/view_large_orders.sql"),
                view.substring(0, view.indexOf("```")));

        CommandRun early = run("run", "events", "--sql-dir", "metrics");
        assertThat(early.exitCode()).isEqualTo(2);
        assertThat(early.err()).contains("View large_orders has no table (nothing was changed;");

        environment.put("DAYBOOK_SQL_DIR", "metrics");
        assertThat(run("migrate").out())
                .contains("table made: events.large_orders (next: daybook run)");
        assertThat(run("migrate").out()).startsWith("nothing to migrate: ");
        assertThat(run("catalog").out()).contains("events.large_orders");
        CommandRun built = run("run", "events");
        assertThat(built.exitCode()).as(built.err()).isZero();
        assertThat(run("verify", "events", "--view", "large_orders").out())
                .startsWith("no drift: events agrees");

        String expected =
                """
                select count(*), count(*) filter (where o.amount >= 100)
                from events.ticket_order as o
                inner join events.event as e on e.event_id = o.event_id
                where o.paid_at is not null and e.tenant_id = 'acme'
                """;
        List<String> exported =
                run("export", "large_orders", "--tenant", "acme").out().lines().toList();
        assertThat(exported.get(0))
                .isEqualTo("event_id,day,currency,orders,large_orders,large_amount");
        assertThat(sum(exported, 3) + " | " + sum(exported, 4)).isEqualTo(source.value(expected));

        write(directory.resolve("metrics/events/view_large_orders.sql"), "select 1");
        CommandRun broken = run("status");
        assertThat(broken.exitCode()).isEqualTo(2);
        assertThat(broken.err())
                .contains("events/view_large_orders.sql: Missing header: expected the file to");
        environment.remove("DAYBOOK_SQL_DIR");
        assertThat(run("run", "events").exitCode()).isZero();
    }

    private static long sum(List<String> csv, int column) {
        return csv.stream()
                .skip(1)
                .mapToLong(line -> Long.parseLong(line.split(",")[column]))
                .sum();
    }

    private static String text(Path file) {
        return String.join("\n", lines(file));
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private void breakOneStoredRow() {
        store.execute(
                """
                update events.event_daily_sales set orders_paid = orders_paid + 1
                where (tenant_id, event_id, day) in (
                    select tenant_id, event_id, day from events.event_daily_sales
                    order by day limit 1)
                """);
    }

    private CommandRun run(String... arguments) {
        CommandRun run = CommandRun.of(directory, environment, arguments);
        printed.append(run.out()).append(run.err());
        return run;
    }

    private void login(String login, String role) {
        environment.put("DAYBOOK_" + login + "_USER", role);
        environment.put("DAYBOOK_" + login + "_PASSWORD", CANARY);
    }

    private String role(String name) {
        return store.name() + "_" + name;
    }

    private static void as(TestDatabase database, String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
