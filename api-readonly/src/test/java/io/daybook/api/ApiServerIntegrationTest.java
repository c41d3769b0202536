package io.daybook.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.api.store.StoreUnreachable;
import io.daybook.api.testing.Outage;
import io.daybook.api.testing.Reply;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import io.daybook.schema.Migrations;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApiServerIntegrationTest {

    private static TestDatabase store;

    @BeforeAll
    static void createStore() {
        store = TestStore.empty().database();
    }

    @Test
    void answersUnderTheUrlItNames() throws Exception {
        try (ApiServer server = ApiServer.start(settings(TestPostgres.READER, "localhost"))) {
            assertThat(server.url()).isEqualTo("http://localhost:" + server.port());
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/events")).build();
            assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
                    .isEqualTo("{\"items\":[],\"next\":null}");
        }
    }

    @Test
    void refusesAddressesThatOthersCanReach() {
        for (String host : new String[] {"0.0.0.0", "192.0.2.1", "::", "", "no such host"}) {
            assertThatThrownBy(() -> ApiServer.start(settings(TestPostgres.READER, host)))
                    .isInstanceOf(UnsafeAddress.class)
                    .hasMessage(
                            "Refused to listen on "
                                    + host
                                    + " without authentication (expected a loopback address:"
                                    + " localhost, 127.0.0.1 or ::1). Nothing was started");
        }
    }

    @Test
    void refusesRolesThatCanWrite() {
        assertThatThrownBy(() -> ApiServer.start(settings(TestPostgres.WRITER, "127.0.0.1")))
                .isInstanceOf(UnsafeReaderRole.class)
                .hasMessageStartingWith("Role daybook_writer can do more than read: it may write ")
                .hasMessageEndingWith(
                        " more (expected a role that may only SELECT). Nothing was started; name"
                                + " the store's reader role");
        assertThatThrownBy(() -> ApiServer.start(settings(TestPostgres.OWNER, "127.0.0.1")))
                .isInstanceOf(UnsafeReaderRole.class)
                .hasMessageContaining("owns ");
        assertThatThrownBy(() -> ApiServer.start(settings(store.user(), store.password(), store)))
                .isInstanceOf(UnsafeReaderRole.class)
                .hasMessageContaining("is superuser");
    }

    /** One small power is one too many, however it is come by. */
    @Test
    void refusesReadersWithOnePowerMore() {
        String[][] cases = {
            {"bypassrls", "", "has BYPASSRLS"},
            {"", "grant insert on events.event_totals to %s", "may write events.event_totals"},
            {"", "grant update (gross_amount) on events.event_totals to %s", "may write"},
            {"", "grant create on schema events to %s", "may create in schema events"},
            {"noinherit", "grant daybook_writer to %s", "may write"},
            {"", "grant pg_write_all_data to %s", "has pg_write_all_data"},
            {"createrole", "", "has CREATEROLE"},
        };
        for (int i = 0; i < cases.length; i++) {
            TestDatabase own = TestStore.empty().database();
            String role = own.name() + "_reader";
            own.execute(
                    "create role %1$s login password '%1$s' %2$s; grant daybook_reader to %1$s; %3$s"
                            .formatted(role, cases[i][0], cases[i][1].formatted(role)));
            String expected = cases[i][2];
            assertThatThrownBy(() -> ApiServer.start(settings(role, role, own)))
                    .as(expected)
                    .isInstanceOf(UnsafeReaderRole.class)
                    .hasMessageContaining(expected);
        }
    }

    @Test
    void refusesStoresOfAnotherSchemaVersion() {
        TestStore newer =
                TestStore.empty().published(1, "2026-03-15T12:00:00Z", "2026-03-15", "2026-03-15");
        newer.database().execute("update daybook.mart_state set schema_version = '999'");
        assertThatThrownBy(() -> start(newer.database()))
                .isInstanceOf(IncompatibleStore.class)
                .hasMessage(
                        "The store has schema version 999 (expected %s). Nothing was started; start the newer build of Daybook",
                        Migrations.VERSION);
        newer.database().execute("update daybook.mart_state set schema_version = '000'");
        assertThatThrownBy(() -> start(newer.database()))
                .isInstanceOf(IncompatibleStore.class)
                .hasMessageEndingWith("Nothing was started; run: daybook migrate");
        assertThatThrownBy(() -> start(TestPostgres.server().createDatabase()))
                .isInstanceOf(IncompatibleStore.class)
                .hasMessage(
                        "The store lacks tables of schema version %s that this role may read. Nothing was started; run: daybook migrate",
                        Migrations.VERSION);
    }

    @Test
    void refusesAStoreThatDoesNotAnswer() {
        String url = "jdbc:postgresql://localhost:1/store";
        TestDatabase nowhere = new TestDatabase("x", url + "?password=canary", "x", "x");
        assertThatThrownBy(() -> start(nowhere))
                .isInstanceOf(StoreUnreachable.class)
                .hasMessageStartingWith(
                        "Cannot connect to the store " + url + " as daybook_reader: ")
                .hasMessageEndingWith(" Nothing was started.")
                .message()
                .doesNotContain("canary");
    }

    @Test
    void refusesAPortInUse() {
        try (TestApi api = TestApi.start(store, "demo")) {
            ServeSettings taken =
                    new ServeSettings(
                            store.url(),
                            TestPostgres.READER,
                            TestPostgres.READER,
                            "127.0.0.1",
                            api.port(),
                            "demo",
                            TestApi.NO_LIMIT,
                            5);
            assertThatThrownBy(() -> ApiServer.start(taken))
                    .isInstanceOf(PortUnavailable.class)
                    .hasMessage(
                            "Port %s on 127.0.0.1 is in use. Nothing was started; name another with --port",
                            api.port());
        }
    }

    /** Attack 39: neither SQL nor names nor a stack; and the server recovers with its store. */
    @Test
    void saysStoreUnreachableWhileTheStoreIsAway() {
        TestDatabase own = TestStore.empty().database();
        try (TestApi api = TestApi.start(own, "demo")) {
            assertThat(api.get("/api/v1/events").status()).isEqualTo(200);
            try (Outage outage = Outage.of(own)) {
                assertThat(outage).isNotNull();
                for (String path :
                        new String[] {
                            "/api/v1/events", "/api/v1/freshness", "/health", "/api/health"
                        }) {
                    Reply reply = api.get(path);
                    assertThat(reply.status()).isEqualTo(503);
                    assertThat(reply.header("Daybook-Stale")).isEqualTo("store-unreachable");
                    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
                    assertThat(reply.body())
                            .isEqualTo(
                                    "{\"type\":\"urn:daybook:problem:store-unreachable\","
                                            + "\"title\":\"Store unreachable\",\"status\":503,"
                                            + "\"detail\":\"The metrics store does not answer at the"
                                            + " moment\"}");
                }
                // what needs no store still answers, and bad input is still told apart
                assertThat(api.get("/api/v1/events?limit=0").status()).isEqualTo(400);
            }
            // the pool looks for its store at growing intervals, so not the first answer need be it
            int status = 503;
            for (int attempt = 0; attempt < 20 && status == 503; attempt++) {
                status = api.get("/api/v1/events").status();
            }
            assertThat(status).isEqualTo(200);
        }
    }

    /** What was asked before the stop is answered, what is asked after it is not taken. */
    @Test
    void answersWhatIsUnderWayBeforeItStops() throws Exception {
        TestStore held =
                TestStore.empty().published(1, "2026-03-15T12:00:00Z", "2026-03-15", "2026-03-15");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Connection lock = held.database().connect()) {
            lock.setAutoCommit(false);
            TestApi api = TestApi.start(held.database(), "demo");
            int port = api.port();
            // the description that answers are checked against is read by the first of them
            assertThat(api.get("/api/health").status()).isEqualTo(200);
            try (Statement statement = lock.createStatement()) {
                statement.execute("lock table events.event_directory in access exclusive mode");
            }
            Future<Reply> asked = threads.submit(() -> api.get("/api/v1/events"));
            while (held.database()
                    .value(
                            """
                            select cast(count(*) as text)
                            from pg_locks
                            where not granted
                                and relation = cast('events.event_directory' as regclass)
                                and database = (
                                    select oid from pg_database where datname = current_database())
                            """)
                    .equals("0")) {
                Thread.sleep(20);
            }
            Future<?> stopped = threads.submit(api::close);
            while (takesConnections(port)) {
                Thread.sleep(20);
            }
            lock.rollback();
            assertThat(asked.get().status()).isEqualTo(200);
            stopped.get();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Attack 39: an error of our own making. */
    @Test
    void tellsNothingOfAnInternalError() {
        TestStore broken =
                TestStore.empty().published(1, "2026-03-15T12:00:00Z", "2026-03-15", "2026-03-15");
        try (TestApi api = TestApi.start(broken.database(), "demo")) {
            broken.database()
                    .execute("revoke select on events.event_directory from daybook_reader");
            Reply reply = api.get("/api/v1/events");
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body())
                    .isEqualTo(
                            "{\"type\":\"urn:daybook:problem:internal-error\","
                                    + "\"title\":\"Internal error\",\"status\":500,"
                                    + "\"detail\":\"This is our fault; it has been logged\"}");
        }
    }

    private static boolean takesConnections(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static ApiServer start(TestDatabase database) {
        return ApiServer.start(settings(TestPostgres.READER, TestPostgres.READER, database));
    }

    private static ServeSettings settings(String role, String host) {
        return TestApi.settings(store, role, host, "demo", TestApi.NO_LIMIT);
    }

    private static ServeSettings settings(String role, String password, TestDatabase database) {
        return new ServeSettings(
                database.url(), role, password, "127.0.0.1", 0, "demo", TestApi.NO_LIMIT, 5);
    }
}
