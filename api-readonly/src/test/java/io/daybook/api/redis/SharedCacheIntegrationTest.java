package io.daybook.api.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.testing.Outage;
import io.daybook.api.testing.Reply;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("connections")
@Timeout(180)
class SharedCacheIntegrationTest {

    private static final String LIST = "/api/v1/events";

    private final TestStore store =
            TestStore.empty()
                    .with(
                            """
                            insert into event_directory
                                (tenant_id, event_id, name, timezone, currency, status)
                            values ('demo', 1, 'Fair', 'UTC', 'EUR', 'live'),
                                ('acme', 2, 'Ball', 'UTC', 'EUR', 'live')
                            """)
                    .published(3, "2026-03-15T12:00:00Z", "2026-03-15", "2026-03-15");

    /** What one server read another sends, also one that never reached the store with it. */
    @Test
    void serversShareWhatOneHasRead() {
        try (RedisServer redis = RedisServer.start();
                TestApi one = server("demo", redis.settings("ours: east"));
                TestApi other = server("demo", redis.settings("ours: east"));
                TestApi stranger = server("demo", redis.settings("theirs"));
                TestApi tenant = server("acme", redis.settings("ours: east"))) {
            Reply read = awaitKept(redis, one);
            assertThat(read.body()).contains("Fair");
            assertThat(tenant.get(LIST).body()).contains("Ball").doesNotContain("Fair");
            try (Outage outage = Outage.of(store.database())) {
                assertThat(outage).isNotNull();
                Reply shared = awaitUnreachable(other);
                assertThat(shared.body()).isEqualTo(read.body());
                assertThat(shared.header("ETag")).isEqualTo(read.header("ETag"));
                assertThat(shared.header("Daybook-Stale")).isEqualTo("store-unreachable");
                assertThat(other.get(LIST, "If-None-Match: " + read.header("ETag")).status())
                        .isEqualTo(304);
                assertThat(stranger.get(LIST).status()).isEqualTo(503);
            }
            String keys = redis.ask("KEYS *");
            assertThat(
                            keys.lines()
                                    .filter(
                                            line ->
                                                    line.contains(":demo:")
                                                            || line.contains(":acme:")))
                    .isNotEmpty()
                    .allMatch(key -> key.startsWith("ours%3A+east:"));
            // no Java object, which would begin with AC ED
            String key =
                    keys.lines().filter(line -> line.contains(":demo:")).findFirst().orElseThrow();
            assertThat(redis.ask("GET " + key))
                    .contains("daybook-answer-1\n3 2026-03-15T12:00:00Z");
            assertThat(redis.ask("TTL " + key)).containsPattern(":[1-9]\\d{0,2}\r\n");
        }
    }

    /** The store is set back to a copy whose generation has the same number. */
    @Test
    void aRestoredStoreIsNotAnsweredFromBefore() {
        try (RedisServer redis = RedisServer.start()) {
            try (TestApi one = server("demo", redis.settings("ours"))) {
                awaitKept(redis, one);
            }
            store.database()
                    .execute(
                            """
                            update events.event_directory set name = 'Feast' where event_id = 1;
                            update daybook.generation set as_of = as_of - interval '1 hour';
                            update daybook.mart_state set as_of = as_of - interval '1 hour'
                            """);
            try (TestApi again = server("demo", redis.settings("ours"))) {
                // by then the cache is connected
                awaitKept(redis, again, 61);
                assertThat(again.get(LIST).body()).contains("Feast").doesNotContain("Fair");
            }
        }
    }

    /** Refused at once, or accepted and never answered: the store answers all the same. */
    @Test
    void aRedisThatIsAwayFailsNothing() throws IOException {
        try (TestApi refused = server("demo", RedisServer.settings(RedisServer.freePort(), "x"));
                ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
                TestApi hanging =
                        server("demo", RedisServer.settings(silent.getLocalPort(), "x"))) {
            for (TestApi api : new TestApi[] {refused, hanging}) {
                for (int limit = 1; limit < 20; limit++) {
                    assertThat(api.get(LIST + "?limit=" + limit).status()).isEqualTo(200);
                }
            }
        }
    }

    /** It goes away under a server that uses it. */
    @Test
    void aRedisThatDiesFailsNothing() {
        RedisServer redis = RedisServer.start();
        try (TestApi api = server("demo", redis.settings("ours"))) {
            awaitKept(redis, api);
            redis.close();
            for (int limit = 1; limit < 20; limit++) {
                assertThat(api.get(LIST + "?limit=" + limit).status()).isEqualTo(200);
            }
        } finally {
            redis.close();
        }
    }

    private TestApi server(String tenant, RedisSettings redis) {
        return TestApi.start(TestApi.settings(store.database(), tenant).with(redis));
    }

    /**
     * The cache is connected beside the requests: which of them is the first to be kept is open.
     */
    private static Reply awaitKept(RedisServer redis, TestApi api) {
        awaitKept(redis, api, 21);
        return api.get(LIST);
    }

    /** Asks what nobody asked before, from that limit on. */
    private static void awaitKept(RedisServer redis, TestApi api, int first) {
        for (int limit = first; limit < first + 40; limit++) {
            api.get(LIST + "?limit=" + limit);
            if (redis.ask("KEYS *").contains("limit%3D" + limit + "%26")) {
                return;
            }
            RedisServer.pause();
        }
        throw new IllegalStateException("nothing was kept: " + redis.ask("KEYS *"));
    }

    private static Reply awaitUnreachable(TestApi api) {
        Reply reply = api.get(LIST);
        while (reply.status() == 503 || reply.header("Daybook-Stale").equals("(absent)")) {
            RedisServer.pause();
            reply = api.get(LIST);
        }
        return reply;
    }
}
