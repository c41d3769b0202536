package io.daybook.api.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.ServeSettings;
import io.daybook.api.testing.Reply;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import io.daybook.schema.testing.TestPostgres;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RevalidationIntegrationTest {

    private static final String OVERVIEW = "/api/v1/events/1/analytics/overview";

    private static TestStore store;
    private static TestApi demo;
    private static TestApi acme;

    @BeforeAll
    static void start() {
        store =
                TestStore.empty()
                        .published(1, "2026-03-15T12:00:00Z", "2026-03-15", "2026-03-15")
                        .with(
                                """
                                insert into event_directory
                                    (tenant_id, event_id, name, timezone, currency, status)
                                values ('demo', 1, 'ours', 'UTC', 'EUR', 'live'),
                                    ('acme', 1, 'theirs', 'UTC', 'USD', 'live')
                                """);
        demo = TestApi.start(store.database(), "demo");
        acme = TestApi.start(store.database(), "acme");
    }

    @AfterAll
    static void stop() {
        demo.close();
        acme.close();
    }

    @Test
    void answersNotModifiedWithTheHeadersAndNoBody() {
        Reply first = demo.get(OVERVIEW);
        String tag = first.header("ETag");
        assertThat(tag).matches("\"[A-Za-z0-9_-]{22}\"");
        Reply again = demo.get(OVERVIEW, "If-None-Match: \"other\", W/" + tag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        for (String header :
                new String[] {
                    "ETag", "Daybook-Generation", "Daybook-As-Of", "Cache-Control", "Vary"
                }) {
            assertThat(again.header(header)).as(header).isEqualTo(first.header(header));
        }
        assertThat(demo.get(OVERVIEW, "If-None-Match: *").status()).isEqualTo(304);
        assertThat(demo.get(OVERVIEW, "If-None-Match: \"other\"").status()).isEqualTo(200);
        assertThat(demo.send("HEAD", OVERVIEW).header("ETag")).isEqualTo(tag);
    }

    @Test
    void aTagOfWhatDoesNotExistIsNotFound() {
        String unknown = "/api/v1/events/999/analytics/overview";
        assertThat(demo.get(unknown, "If-None-Match: *").status()).isEqualTo(404);
        assertThat(demo.get(unknown).header("ETag")).isEqualTo("(absent)");
    }

    /** Defaults written out are the same query; another value is another. */
    @Test
    void equalQueriesHaveEqualTags() {
        String tag = demo.get(OVERVIEW).header("ETag");
        assertThat(demo.get(OVERVIEW + "?compare=last_event").header("ETag")).isEqualTo(tag);
        assertThat(demo.get(OVERVIEW + "?compare=last_month").header("ETag")).isNotEqualTo(tag);
        String list = demo.get("/api/v1/events?status=live&limit=5").header("ETag");
        assertThat(demo.get("/api/v1/events?limit=5&status=live").header("ETag")).isEqualTo(list);
    }

    /** Attack 31: another tenant's tag must not tell that anything is unchanged. */
    @Test
    void anotherTenantsTagIsWorthNothing() {
        Reply theirs = acme.get(OVERVIEW, "If-None-Match: " + demo.get(OVERVIEW).header("ETag"));
        assertThat(theirs.status()).isEqualTo(200);
        assertThat(theirs.body()).contains("\"currency\":\"USD\"");
    }

    /** As after a new start with another privacy floor: what it hides must not stay shown. */
    @Test
    void aTagFromOtherSettingsIsWorthNothing() {
        String tag;
        try (TestApi usual = withFloor(ServeSettings.DEFAULT_MIN_GROUP)) {
            tag = "If-None-Match: " + usual.get(OVERVIEW).header("ETag");
        }
        try (TestApi stricter = withFloor(ServeSettings.DEFAULT_MIN_GROUP + 1)) {
            assertThat(stricter.get(OVERVIEW, tag).status()).isEqualTo(200);
        }
        try (TestApi usual = withFloor(ServeSettings.DEFAULT_MIN_GROUP)) {
            assertThat(usual.get(OVERVIEW, tag).status()).isEqualTo(304);
        }
    }

    private static TestApi withFloor(int minGroup) {
        return TestApi.start(
                new ServeSettings(
                        store.database().url(),
                        TestPostgres.READER,
                        TestPostgres.READER,
                        "127.0.0.1",
                        0,
                        "demo",
                        Duration.ofDays(36_500),
                        minGroup));
    }

    @Test
    void aPublicationEndsTheTag() {
        String events = "/api/v1/events";
        String tag = demo.get(events).header("ETag");
        store.published(2, "2026-03-15T13:00:00Z", "2026-03-15", "2026-03-15");
        demo.awaitGeneration(2);
        Reply next = demo.get(events, "If-None-Match: " + tag);
        assertThat(next.status()).isEqualTo(200);
        assertThat(next.header("Daybook-Generation")).isEqualTo("2");
    }

    /** Attack 32: a shared proxy keeps nothing, neither payloads nor refusals. */
    @Test
    void everyAnswerIsPrivate() {
        String tag = demo.get(OVERVIEW).header("ETag");
        Reply[] replies = {
            demo.get(OVERVIEW),
            demo.get(OVERVIEW, "If-None-Match: " + tag),
            demo.get("/api/v1/events/x/analytics/overview"),
            demo.get("/api/v1/events/999/analytics/overview"),
            demo.get("/nowhere"),
            demo.get("/%00"),
            demo.get(OVERVIEW, "Accept: text/html"),
            demo.get(OVERVIEW, "Host: evil"),
            demo.get(OVERVIEW, "Origin: https://evil"),
            demo.send("POST", OVERVIEW),
            demo.get("/" + "x".repeat(5_000)),
        };
        for (Reply reply : replies) {
            assertThat(reply.header("Cache-Control")).isEqualTo("private, no-cache");
            assertThat(reply.header("Vary")).isEqualTo("Authorization, Accept, Origin");
            assertThat(reply.header("Content-Security-Policy")).isEqualTo("default-src 'self'");
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("(absent)");
        }
    }
}
