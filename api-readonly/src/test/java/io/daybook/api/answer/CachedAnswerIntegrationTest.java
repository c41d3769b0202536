package io.daybook.api.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.testing.Outage;
import io.daybook.api.testing.Reply;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestIssuer;
import io.daybook.api.testing.TestStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether the store was asked shows by taking the reader's rights away in between. */
class CachedAnswerIntegrationTest {

    private static final String EVENTS = "/api/v1/events";
    private static final String OVERVIEW = "/api/v1/events/1/analytics/overview";
    private static final String TIMELINE = "/api/v1/events/1/analytics/timeline";
    private static final String FRESHNESS = "/api/v1/freshness";

    private TestStore store;

    @BeforeEach
    void fill() {
        store =
                TestStore.empty()
                        .with(
                                """
                                insert into event_directory
                                    (tenant_id, event_id, name, timezone, currency, status)
                                values ('demo', 1, 'before', 'UTC', 'EUR', 'live'),
                                    ('acme', 1, 'theirs', 'UTC', 'USD', 'live')
                                """);
        publish(1);
    }

    @Test
    void aRepeatedQuestionIsNotReadAgain() {
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            Reply first = api.get(EVENTS);
            Reply overview = api.get(OVERVIEW);
            takeRightsAway();
            assertThat(api.get(EVENTS)).isEqualTo(first);
            assertThat(api.get(EVENTS + "?limit=20")).isEqualTo(first);
            assertThat(api.get(OVERVIEW + "?compare=last_event")).isEqualTo(overview);
            assertThat(api.send("HEAD", EVENTS).header("ETag")).isEqualTo(first.header("ETag"));
            assertThat(api.get(EVENTS + "?limit=19").status()).isEqualTo(500);
            assertThat(api.get(OVERVIEW + "?compare=last_month").status()).isEqualTo(500);
        }
    }

    /** In another process too, which has nothing cached. */
    @Test
    void aTagThatStillHoldsCostsNoQuery() {
        String tag;
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            tag = "If-None-Match: " + api.get(OVERVIEW).header("ETag");
        }
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            takeRightsAway();
            Reply reply = api.get(OVERVIEW, tag);
            assertThat(reply.status()).isEqualTo(304);
            assertThat(reply.header("Daybook-Generation")).isEqualTo("1");
            assertThat(reply.header("Daybook-As-Of")).isEqualTo("2026-03-15T12:00:00Z");
            assertThat(reply.header("Daybook-Stale")).isEqualTo("(absent)");
            assertThat(api.get(OVERVIEW).status()).isEqualTo(500);
        }
    }

    @Test
    void aPublicationInvalidatesByItself() {
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            assertThat(api.get(EVENTS).body()).contains("\"before\"");
            store.with("update event_directory set name = 'after' where tenant_id = 'demo'");
            assertThat(api.get(EVENTS).body()).contains("\"before\"");
            publish(2);
            api.awaitGeneration(2);
            Reply reply = api.get(EVENTS);
            assertThat(reply.body()).contains("\"after\"");
            assertThat(reply.header("Daybook-Generation")).isEqualTo("2");
        }
    }

    /** Neither another tenant nor other roles see what was cached for the first. */
    @Test
    void tenantAndRolesAreOfTheKey() {
        try (TestIssuer issuer = new TestIssuer();
                TestApi api = issuer.api(store)) {
            Reply owner = api.get(EVENTS, issuer.bearer("demo", "owner"));
            assertThat(api.get(EVENTS, issuer.bearer("acme", "owner")).body())
                    .contains("theirs")
                    .doesNotContain("before");
            takeRightsAway();
            assertThat(api.get(EVENTS, issuer.bearer("demo", "owner"))).isEqualTo(owner);
            assertThat(api.get(EVENTS, issuer.bearer("demo", "owner", "owner"))).isEqualTo(owner);
            assertThat(api.get(EVENTS, issuer.bearer("demo", "viewer")).status()).isEqualTo(500);
            assertThat(api.get(EVENTS, issuer.bearer("demo", "owner", "viewer")).status())
                    .isEqualTo(500);
            assertThat(api.get(EVENTS).status()).isEqualTo(401);
        }
    }

    /** What does not exist is looked for each time: it is not for others to fill the cache. */
    @Test
    void aRefusalIsNotCached() {
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            String unknown = "/api/v1/events/9/analytics/overview";
            Reply first = api.get(unknown);
            assertThat(first.status()).isEqualTo(404);
            assertThat(first.header("Daybook-Generation")).isEqualTo("1");
            takeRightsAway();
            assertThat(api.get(unknown).status()).isEqualTo(500);
        }
    }

    @Test
    void servesWhatItHasWhileTheStoreIsAway() {
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            Reply events = api.get(EVENTS);
            Reply freshness = api.get(FRESHNESS);
            try (Outage outage = Outage.of(store.database())) {
                assertThat(outage).isNotNull();
                // the listener notices by itself, at the latest when it fails to connect again
                Reply kept = api.get(EVENTS);
                for (int i = 0; i < 600 && kept.equals(events); i++) {
                    pause();
                    kept = api.get(EVENTS);
                }
                assertThat(kept.status()).isEqualTo(200);
                assertThat(kept.body()).isEqualTo(events.body());
                assertThat(kept.header("Daybook-Stale")).isEqualTo("store-unreachable");
                assertThat(kept.header("Daybook-As-Of")).isEqualTo("2026-03-15T12:00:00Z");
                Reply unchanged = api.get(EVENTS, "If-None-Match: " + events.header("ETag"));
                assertThat(unchanged.status()).isEqualTo(304);
                assertThat(unchanged.header("Daybook-Stale")).isEqualTo("store-unreachable");
                Reply asked = api.get(FRESHNESS);
                assertThat(asked.body()).isEqualTo(freshness.body());
                assertThat(asked.header("Daybook-Stale")).isEqualTo("store-unreachable");
                Reply missing = api.get(TIMELINE);
                assertThat(missing.status()).isEqualTo(503);
                assertThat(missing.header("Daybook-Stale")).isEqualTo("store-unreachable");
            }
            for (int i = 0; i < 600 && !api.get(EVENTS).equals(events); i++) {
                pause();
            }
            assertThat(api.get(EVENTS)).isEqualTo(events);
            assertThat(api.get(TIMELINE).status()).isEqualTo(200);
        }
    }

    /** Published, and gone before anybody asked: the generation before is better than nothing. */
    @Test
    void servesTheGenerationBeforeWhileTheStoreIsAway() {
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            Reply before = api.get(OVERVIEW);
            publish(2);
            api.awaitGeneration(2);
            try (Outage outage = Outage.of(store.database())) {
                assertThat(outage).isNotNull();
                Reply kept = api.get(OVERVIEW);
                assertThat(kept.status()).isEqualTo(200);
                assertThat(kept.body()).isEqualTo(before.body());
                assertThat(kept.header("ETag")).isEqualTo(before.header("ETag"));
                assertThat(kept.header("Daybook-Generation")).isEqualTo("1");
                assertThat(kept.header("Daybook-Stale")).isEqualTo("store-unreachable");
            }
        }
    }

    private void publish(long generation) {
        store.published(generation, "2026-03-15T12:00:00Z", "2026-03-15", "2026-03-15");
    }

    private void takeRightsAway() {
        store.database()
                .execute("revoke select on all tables in schema events from daybook_reader");
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
