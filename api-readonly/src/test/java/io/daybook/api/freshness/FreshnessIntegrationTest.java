package io.daybook.api.freshness;

import static io.daybook.api.testing.Lines.joined;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.testing.Reply;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FreshnessIntegrationTest {

    @Test
    void saysNeverPublishedBeforeTheFirstPublication() {
        TestStore store = TestStore.empty();
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            assertPayload(api.get("/api/v1/freshness"), "{\"marts\":[]}");
            assertPayload(api.get("/api/v1/events"), "{\"items\":[],\"next\":null}");
            for (String payload : new String[] {"overview", "timeline?range=all"}) {
                Reply reply = api.get("/api/v1/events/1/analytics/" + payload);
                assertThat(reply.status()).isEqualTo(404);
                assertThat(reply.header("Daybook-Stale")).isEqualTo("never-published");
            }
        }
    }

    private static void assertPayload(Reply reply, String body) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(body);
        assertThat(reply.header("Daybook-Stale")).isEqualTo("never-published");
        assertThat(reply.header("Daybook-Generation")).isEqualTo("0");
        assertThat(reply.header("Daybook-As-Of")).isEqualTo("(absent)");
    }

    /**
     * Horizon 15 March, 12:06:30 UTC: the 14th ended in its last zone at 12:00. The 12th lacks one
     * view, so that only the days to the 11th are complete.
     */
    @Test
    void tellsFinalProvisionalAndMissingDays() {
        TestStore store =
                TestStore.empty()
                        .published(4, "2026-03-14T12:07:30Z", "2026-03-09", "2026-03-14")
                        .published(5, "2026-03-15T12:07:30Z", "2026-03-10", "2026-03-16");
        store.database()
                .execute(
                        """
                        delete from daybook.ledger
                        where view = 'event_sales_quarter_hour' and day = '2026-03-12';
                        update daybook.ledger set definition_version = 'older'
                        where view = 'event_daily_sales' and day = '2026-03-13';
                        update daybook.mart_state set held_back_count = 2, bad_row_count = 3,
                            last_run_ended_at = '2026-03-15T13:00:00Z', last_run_outcome = 'failed'
                        """);
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            Reply reply = api.get("/api/v1/freshness");
            assertThat(reply.body())
                    .isEqualTo(
                            joined(
                                    """
                                    {"marts":[{"mart":"events","generation":5,
                                    "as_of":"2026-03-15T12:07:30Z","horizon":"2026-03-15T12:06:30Z",
                                    "complete_through":"2026-03-11",
                                    "provisional_days":["2026-03-15","2026-03-16"],
                                    "missing_days":["2026-03-12"],"stale_days":["2026-03-13"],
                                    "held_back_count":2,"bad_row_count":3,
                                    "last_run_ended_at":"2026-03-15T13:00:00Z",
                                    "last_run_outcome":"failed"}]}
                                    """));
            assertThat(reply.header("Daybook-Generation")).isEqualTo("5");
            assertThat(reply.header("Daybook-As-Of")).isEqualTo("2026-03-15T12:07:30Z");
            assertThat(reply.header("Daybook-Stale")).isEqualTo("missing-days");
        }
    }

    @Test
    void staleIsJudgedByTheStoresClock() {
        Duration limit = Duration.ofHours(26);
        assertThat(stale("25 hours 59 minutes", limit)).isEqualTo("(absent)");
        assertThat(stale("26 hours 1 minute", limit)).isEqualTo("older-than-limit");
    }

    private static String stale(String age, Duration limit) {
        TestStore store = TestStore.empty();
        String asOf = store.database().value("select cast(now() - interval '" + age + "' as text)");
        String day = asOf.substring(0, 10);
        store.published(1, asOf, day, day);
        try (TestApi api = TestApi.start(store.database(), "demo", limit)) {
            return api.get("/api/v1/events").header("Daybook-Stale");
        }
    }

    @Test
    void missesAViewThatWasNeverBuiltWhole() {
        TestStore store =
                TestStore.empty().published(1, "2026-03-15T12:00:00Z", "2026-03-15", "2026-03-15");
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            assertThat(api.get("/api/v1/events").header("Daybook-Stale")).isEqualTo("(absent)");
            store.published(2, "2026-03-15T12:00:00Z", "2026-03-15", "2026-03-15");
            store.database().execute("delete from daybook.ledger where view = 'event_totals'");
            api.awaitGeneration(2);
            assertThat(api.get("/api/v1/events").header("Daybook-Stale")).isEqualTo("missing-days");
        }
    }

    /** Between an upgrade and the next run, what was computed before is of an older definition. */
    @Test
    void isStaleUntilTheRunAfterAnUpgrade() {
        TestStore store =
                TestStore.empty().published(1, "2026-03-15T12:00:00Z", "2026-03-14", "2026-03-15");
        store.database()
                .execute(
                        """
                        update daybook.ledger set definition_version = 'older'
                        where view = 'event_sales_quarter_hour'
                        """);
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            assertThat(api.get("/api/v1/events").header("Daybook-Stale")).isEqualTo("missing-days");
            assertThat(api.get("/api/v1/freshness").body())
                    .contains(
                            "\"complete_through\":null",
                            "\"missing_days\":[]",
                            "\"stale_days\":[\"2026-03-14\",\"2026-03-15\"]");
        }
    }

    /** A failed run publishes nothing, yet its outcome must reach whoever revalidates. */
    @Test
    void aFailedRunChangesTheTagOfFreshnessOnly() {
        TestStore store =
                TestStore.empty().published(1, "2026-03-15T12:00:00Z", "2026-03-15", "2026-03-15");
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            String freshness = api.get("/api/v1/freshness").header("ETag");
            String events = api.get("/api/v1/events").header("ETag");
            store.database().execute("update daybook.mart_state set last_run_outcome = 'failed'");
            assertThat(api.get("/api/v1/freshness", "If-None-Match: " + freshness).status())
                    .isEqualTo(200);
            assertThat(api.get("/api/v1/events", "If-None-Match: " + events).status())
                    .isEqualTo(304);
        }
    }
}
