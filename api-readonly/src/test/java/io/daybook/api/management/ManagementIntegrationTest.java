package io.daybook.api.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.guard.AllowedOrigins;
import io.daybook.api.testing.Outage;
import io.daybook.api.testing.Reply;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestIssuer;
import io.daybook.api.testing.TestStore;
import io.daybook.schema.testing.TestPostgres;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManagementIntegrationTest {

    private static final Management ANY_PORT = new Management("127.0.0.1", 0);

    private final TestStore store =
            TestStore.empty().published(3, "2026-03-15T12:00:00Z", "2026-03-15", "2026-03-15");

    @Test
    void livesOnWithoutItsStoreButIsNotReady() {
        try (TestApi api = start()) {
            assertThat(api.manage("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(api.manage("/actuator/health/readiness").body())
                    .isEqualTo("{\"status\":\"UP\"}");
            try (Outage outage = Outage.of(store.database())) {
                assertThat(outage).isNotNull();
                assertThat(awaitReadiness(api, 503)).isEqualTo(503);
                assertThat(api.manage("/actuator/health/liveness").status()).isEqualTo(200);
            }
            assertThat(awaitReadiness(api, 200)).isEqualTo(200);
        }
    }

    /** Two days behind is no reason to take the server out of service. */
    @Test
    void freshnessIsNotReadiness() {
        try (TestApi api =
                TestApi.start(
                        TestApi.settings(
                                        store.database(),
                                        TestPostgres.READER,
                                        "127.0.0.1",
                                        "demo",
                                        Duration.ofHours(1))
                                .with(ANY_PORT))) {
            assertThat(api.get("/api/v1/events").header("Daybook-Stale"))
                    .isEqualTo("older-than-limit");
            assertThat(api.manage("/actuator/health/readiness").status()).isEqualTo(200);
        }
    }

    @Test
    void measuresMartsAndRequestsWithoutTenants() {
        try (TestApi api = start()) {
            api.get("/api/v1/events");
            api.get("/api/v1/events");
            api.get("/api/v1/events/77/analytics/overview");
            api.get("/no/such/path");
            String metrics = api.manage("/actuator/prometheus").body();
            assertThat(metrics)
                    .contains(
                            "daybook_store_reachable 1.0",
                            "daybook_mart_generation{mart=\"events\"} 3.0",
                            "daybook_mart_age_seconds{mart=\"events\"}",
                            "jvm_memory_used_bytes",
                            "http_server_requests_seconds_count{cache=\"hit\",status=\"200\",uri=\"/api/v1/events\"}"
                                    + " 1",
                            "http_server_requests_seconds_count{cache=\"miss\",status=\"200\",uri=\"/api/v1/events\"}"
                                    + " 1",
                            "{cache=\"miss\",status=\"404\",uri=\"/api/v1/events/{id}/analytics/overview\"}"
                                    + " 1",
                            "{cache=\"none\",status=\"404\",uri=\"(none)\"} 1")
                    .doesNotContain("\"demo\"", "77/", "no/such");
        }
    }

    /** The last run failed after a publication that took two minutes; two days of 7 and 5 rows. */
    @Test
    void measuresWhatTheLastRunLeft() {
        store.database()
                .execute(
                        """
                        update daybook.generation set published_at = as_of + interval '2 minutes';
                        update daybook.mart_state set held_back_count = 4, bad_row_count = 2,
                            last_run_outcome = 'failed';
                        update daybook.ledger set row_count = 7
                        where view = 'event_daily_sales' and day = '2026-03-15';
                        insert into daybook.ledger
                        select mart, view, date '2026-03-16', definition_version, generation, as_of,
                            5, proved_at
                        from daybook.ledger
                        where view = 'event_daily_sales' and day is not null;
                        update daybook.ledger set row_count = 9 where view = 'event_totals'
                        """);
        try (TestApi api = start()) {
            assertThat(api.manage("/actuator/prometheus").body())
                    .contains(
                            "daybook_mart_held_back_slices{mart=\"events\"} 4.0",
                            "daybook_mart_bad_rows{mart=\"events\"} 2.0",
                            "daybook_mart_last_run_failed{mart=\"events\"} 1.0",
                            // 2026-03-15 12:01 UTC
                            "daybook_mart_last_run_ended_timestamp_seconds{mart=\"events\"}"
                                    + " 1.77357606E9",
                            "daybook_mart_publication_delay_seconds{mart=\"events\"} 120.0",
                            "daybook_view_rows{mart=\"events\",view=\"event_daily_sales\"} 12.0",
                            "daybook_view_rows{mart=\"events\",view=\"event_totals\"} 9.0");
            try (Outage outage = Outage.of(store.database())) {
                assertThat(outage).isNotNull();
                assertThat(awaitReadiness(api, 503)).isEqualTo(503);
                assertThat(api.manage("/actuator/prometheus").body())
                        .contains(
                                "daybook_store_reachable 0.0",
                                "daybook_mart_held_back_slices{mart=\"events\"} NaN",
                                "daybook_mart_generation{mart=\"events\"} 3.0");
            }
        }
    }

    /** Attack 38: nothing else is there, and nothing of it on the public port. */
    @Test
    void offersHealthAndMetricsOnly() {
        try (TestApi api = start()) {
            for (String path :
                    new String[] {
                        "/actuator",
                        "/actuator/env",
                        "/actuator/heapdump",
                        "/actuator/loggers",
                        "/actuator/beans",
                        "/actuator/shutdown",
                        "/actuator/threaddump",
                        "/api/v1/events",
                        "/"
                    }) {
                assertThat(api.manage(path).status()).as(path).isEqualTo(404);
            }
            for (String path :
                    new String[] {
                        "/actuator", "/actuator/health", "/actuator/prometheus", "/actuator/env"
                    }) {
                assertThat(api.get(path).status()).as(path).isEqualTo(404);
            }
        }
    }

    /** Probes bring no token; the port is the operator's own. */
    @Test
    void needsNoTokenOnItsOwnPort() {
        try (TestIssuer issuer = new TestIssuer();
                TestApi api =
                        TestApi.start(
                                TestApi.settings(store.database(), "unused")
                                        .with(Optional.of(issuer.settings()), AllowedOrigins.NONE)
                                        .with(ANY_PORT))) {
            assertThat(api.manage("/actuator/health/readiness").status()).isEqualTo(200);
            Reply metrics = api.manage("/actuator/prometheus");
            assertThat(metrics.status()).isEqualTo(200);
            assertThat(api.get("/actuator/prometheus").status()).isEqualTo(401);
        }
    }

    private TestApi start() {
        return TestApi.start(TestApi.settings(store.database(), "demo").with(ANY_PORT));
    }

    private static int awaitReadiness(TestApi api, int expected) {
        int status = 0;
        for (int i = 0; i < 600 && status != expected; i++) {
            status = api.manage("/actuator/health/readiness").status();
            try {
                Thread.sleep(50);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
        return status;
    }
}
