package io.daybook.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.store.MartTables;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import io.daybook.api.testing.VenueStore;
import java.util.List;
import org.jooq.Schema;
import org.jooq.Table;
import org.junit.jupiter.api.Test;

/**
 * Tenancy twice: every query names the tenant itself. With row-level security switched off every
 * payload stays the same, to the byte, although another tenant has rows under the same ids.
 */
class TenantPredicateIntegrationTest {

    private static final List<String> PAYLOADS =
            List.of(
                    "/",
                    "/venues",
                    "/sports",
                    "/metrics/general",
                    "/metrics/general?sport_id=1&start_date=2026-03-01",
                    "/metrics/revenue_timeseries",
                    "/metrics/bookings_timeseries",
                    "/metrics/peak_hours",
                    "/api/v1/reports/venue_daily_revenue",
                    "/api/v1/reports/venue_members",
                    "/api/v1/events",
                    "/api/v1/events/1/analytics/overview",
                    "/api/v1/events/1/analytics/overview?compare=last_month",
                    "/api/v1/events/1/analytics/timeline?range=7d",
                    "/api/v1/events/1/analytics/timeline?range=all",
                    "/api/v1/events/2/analytics/overview",
                    "/api/v1/events/3/analytics/overview",
                    "/api/v1/reports/event_daily_sales",
                    "/api/v1/reports/event_daily_sales?measures=gross_amount&group_by=currency",
                    "/api/v1/reports/event_totals?measures=gross_amount&filter[currency]=EUR",
                    "/api/v1/reports/event_lead_time_sales?format=csv",
                    "/api/v1/reports/event_sales_quarter_hour",
                    "/api/v1/reports/event_directory",
                    "/api/v1/reports/event_demographics");

    @Test
    void everyQueryNamesTheTenant() {
        TestStore store =
                VenueStore.published()
                        .published(1, "2026-03-15T12:07:30Z", "2026-03-01", "2026-03-15");
        fill(store, "demo", 100);
        fill(store, "acme", 7_777);
        // an event that only acme has, which would be the previous one of event 1
        store.with(
                """
                insert into event_directory
                    (tenant_id, event_id, name, timezone, currency, starts_at, starts_day, status)
                values ('acme', 3, 'e', 'UTC', 'EUR', '2026-03-20T18:00Z', '2026-03-20', 'live');
                insert into event_lead_time_sales values ('acme', 3, 40, 7777, 7777)
                """);
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            List<String> protectedBodies = bodies(api);
            for (Schema mart : MartTables.schemas()) {
                for (Table<?> table : mart.getTables()) {
                    store.with(
                            mart.getName(),
                            "alter table " + table.getName() + " disable row level security");
                }
            }
            // nothing of before is cached under another generation
            store.published(2, "2026-03-15T12:07:30Z", "2026-03-01", "2026-03-15");
            store.published("venues", 2, "2026-03-15T12:07:30Z", "2026-03-10", "2026-03-20");
            api.awaitGeneration(2);
            api.awaitGenerationOf("/venues", 2);
            assertThat(bodies(api)).isEqualTo(protectedBodies);
            assertThat(protectedBodies.toString())
                    .doesNotContain("777")
                    .contains("\"current\":100.00", "\"total_revenue\":57.75");
        }
    }

    private static List<String> bodies(TestApi api) {
        return PAYLOADS.stream().map(path -> api.get(path).body()).toList();
    }

    /** Event 1, the earlier event 2, and figures that tell the tenant. */
    private static void fill(TestStore store, String tenant, int figure) {
        store.with(
                """
                insert into event_directory
                    (tenant_id, event_id, name, timezone, currency, capacity, starts_at, starts_day,
                    status)
                values
                ('%1$s', 1, '%1$s', 'UTC', 'EUR', %2$s, '2026-04-01T18:00Z', '2026-04-01', 'live'),
                ('%1$s', 2, '%1$s', 'UTC', 'EUR', %2$s, '2026-03-01T18:00Z', '2026-03-01', 'ended');
                insert into event_totals values
                ('%1$s', 1, 1, %2$s, 0, 0, %2$s, 0, 0, 0, %2$s, 0, '2026-03-14', '2026-03-14'),
                ('%1$s', 2, 1, %2$s, 0, 0, %2$s, 0, 0, 0, %2$s, 0, '2026-02-14', '2026-02-14');
                insert into event_lead_time_sales values ('%1$s', 2, 40, %2$s, 1);
                insert into event_daily_sales values
                ('%1$s', 1, '2026-03-14', 'EUR', 1, %2$s, 0, 0, %2$s, 0, 0, 0, %2$s, 0),
                ('%1$s', 1, '2026-02-01', 'EUR', 1, %2$s, 0, 0, %2$s, 0, 0, 0, %2$s, 0);
                insert into event_demographics values
                ('%1$s', 1, 'gender', 'male', %2$s, %2$s), ('%1$s', 1, 'gender', 'female', 20, 20),
                ('%1$s', 1, 'age_range', '65+', %2$s, %2$s);
                insert into event_sales_quarter_hour values
                ('%1$s', 1, '2026-03-15', '2026-03-15T12:00Z', 1, 1, %2$s),
                ('%1$s', 1, '2026-03-14', '2026-03-14T12:00Z', 1, 1, %2$s)
                """
                        .formatted(tenant, figure));
    }
}
