package io.daybook.api.events.velocity;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import org.junit.jupiter.api.Test;

/** As of 15 March 2026, 12:07:30 UTC: the window is 52 minutes, 13 tickets in it are 15 an hour. */
class EventVelocityIntegrationTest {

    /** One event per case: its zone and its quarter hours as day, instant, tickets. */
    private static final String[][] CASES = {
        {"UTC", "", "0 quiet"}, // no selling day, nothing sold
        {"UTC", "2026-03-15 2026-03-15T12:00Z 1", "1 steady"}, // no selling day before
        // half of 30 is 15: not below; half of 31 is
        {"UTC", "2026-03-15 2026-03-15T12:00Z 13, 2026-03-10 2026-03-10T12:00Z 30", "13 steady"},
        {"UTC", "2026-03-15 2026-03-15T12:00Z 13, 2026-03-10 2026-03-10T12:00Z 31", "13 quiet"},
        // one and a half of 10 is 15: not above; of 9 it is 13.5
        {"UTC", "2026-03-15 2026-03-15T12:00Z 13, 2026-03-10 2026-03-10T12:00Z 10", "13 steady"},
        {"UTC", "2026-03-15 2026-03-15T12:00Z 13, 2026-03-10 2026-03-10T12:00Z 9", "13 peak"},
        // a selling day without a sale at this hour halves the usual: (9 + 0) / 2 = 4.5, so 2.3 an
        // hour (2 tickets) is above the half
        {
            "UTC",
            "2026-03-15 2026-03-15T12:00Z 2, 2026-03-10 2026-03-10T12:00Z 9, 2026-03-09"
                    + " 2026-03-09T03:00Z 1",
            "2 steady"
        },
        // nothing ever sold at this hour: 9 tickets in 3 hours with a sale are 3 an hour
        {
            "UTC",
            "2026-03-15 2026-03-15T12:00Z 2, 2026-03-10 2026-03-10T20:00Z 4, 2026-03-11"
                    + " 2026-03-11T20:00Z 2, 2026-03-11 2026-03-11T21:15Z 3",
            "2 steady"
        },
        // Kolkata: 17:37, the hour is 11:30 to 12:30 UTC, so 2 and not 102 are usual
        {
            "Asia/Kolkata",
            "2026-03-15 2026-03-15T11:30Z 2, 2026-03-10 2026-03-10T11:15Z 100, 2026-03-10"
                    + " 2026-03-10T11:30Z 2",
            "2 steady"
        },
        // Fiji: 00:07 on the 16th; the window reaches into the 15th, which is a day before as-of's:
        // nothing at this hour, 3 tickets in 1 hour; 4 tickets are 4.6 an hour, above 4.5
        {
            "Pacific/Fiji",
            "2026-03-15 2026-03-15T11:30Z 3, 2026-03-16 2026-03-15T12:00Z 1",
            "4 peak"
        },
        // a row of zeros makes no selling day
        {"UTC", "2026-03-15 2026-03-15T12:00Z 1, 2026-03-10 2026-03-10T12:00Z 0", "1 steady"},
    };

    @Test
    void comparesWithTheSameLocalHour() {
        TestStore store =
                TestStore.empty().published(1, "2026-03-15T12:07:30Z", "2026-03-15", "2026-03-15");
        for (int id = 1; id <= CASES.length; id++) {
            event(store, id, CASES[id - 1][0]);
            for (String row : CASES[id - 1][1].split(", ")) {
                if (!row.isEmpty()) {
                    String[] parts = row.split(" ");
                    sale(store, id, parts[0], parts[1], parts[2]);
                }
            }
        }
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            for (int id = 1; id <= CASES.length; id++) {
                assertThat(velocity(api, id)).as("case %s", id).isEqualTo(CASES[id - 1][2]);
            }
        }
    }

    /** 28 days with one ticket at this hour; the 29th with 1000 would make 1.15 an hour quiet. */
    @Test
    void looksBackOver28SellingDays() {
        TestStore store =
                TestStore.empty().published(1, "2026-03-15T12:07:30Z", "2026-03-15", "2026-03-15");
        event(store, 1, "UTC");
        sale(store, 1, "2026-03-15", "2026-03-15T12:00Z", "1");
        store.with(
                """
                insert into event_sales_quarter_hour
                select 'demo', 1, date '2026-03-15' - 2 * n,
                    timestamptz '2026-03-15 12:30Z' - n * interval '48 hours', 1, 0,
                    case when n = 29 then 1000 else 1 end
                from generate_series(1, 29) as n
                """);
        try (TestApi api = TestApi.start(store.database(), "demo")) {
            assertThat(velocity(api, 1)).isEqualTo("1 steady");
        }
    }

    private static void event(TestStore store, int id, String zone) {
        store.with(
                """
                insert into event_directory
                    (tenant_id, event_id, name, timezone, currency, status)
                values ('demo', %s, 'e', '%s', 'EUR', 'live')
                """
                        .formatted(id, zone));
    }

    private static void sale(TestStore store, int id, String day, String quarter, String tickets) {
        store.with(
                "insert into event_sales_quarter_hour values ('demo', %s, '%s', '%s', 1, 0, %s)"
                        .formatted(id, day, quarter, tickets));
    }

    private static String velocity(TestApi api, int id) {
        String body = api.get("/api/v1/events/" + id + "/analytics/overview").body();
        return body.replaceFirst(
                ".*\"salesVelocity\":\\{\"current\":(\\d+),\"status\":\"(\\w+)\".*", "$1 $2");
    }
}
