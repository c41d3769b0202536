package io.daybook.api.events.overview;

import static io.daybook.api.testing.Lines.joined;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * As of 15 March 2026, 12:07:30 UTC, which is 13:07 in Berlin. Event 17 starts there on 1 April: 17
 * days are left.
 */
class EventOverviewIntegrationTest {

    private static TestApi api;

    @BeforeAll
    static void start() {
        TestStore store =
                TestStore.empty()
                        .published(3, "2026-03-15T12:07:30Z", "2025-12-01", "2026-03-15")
                        .with(
                                """
                                insert into event_directory
                                    (tenant_id, event_id, name, timezone, currency, capacity,
                                    starts_at, starts_day, status)
                                values
                                ('demo', 17, 'Gala', 'Europe/Berlin', 'EUR', 1200,
                                    '2026-04-01T18:00Z', '2026-04-01', 'live'),
                                -- the previous event is 11: 12 has another currency, 13 and 14
                                -- another status, 15 another tenant, 10 started earlier
                                ('demo', 10, 'a', 'UTC', 'EUR', null,
                                    '2025-11-01T18:00Z', '2025-11-01', 'ended'),
                                ('demo', 11, 'b', 'UTC', 'EUR', 0,
                                    '2025-12-20T18:00Z', '2025-12-20', 'ended'),
                                ('demo', 12, 'c', 'UTC', 'JPY', 10,
                                    '2026-02-01T18:00Z', '2026-02-01', 'ended'),
                                ('demo', 13, 'd', 'UTC', 'EUR', null,
                                    '2026-02-02T18:00Z', '2026-02-02', 'cancelled'),
                                ('demo', 14, 'e', 'UTC', 'EUR', null,
                                    '2026-02-03T18:00Z', '2026-02-03', 'draft'),
                                ('acme', 15, 'f', 'UTC', 'EUR', null,
                                    '2026-02-04T18:00Z', '2026-02-04', 'ended'),
                                -- an infinite start is none: it precedes nothing
                                ('demo', 16, 'f', 'UTC', 'JPY', null, '-infinity', null, 'live'),
                                ('demo', 18, 'g', 'UTC', 'EUR', null, null, null, 'live');

                                insert into event_totals values
                                ('demo', 17, 800, 42100, 0, 0, 850, 8, 0, 2, 100.5, 0),
                                ('demo', 10, 1, 1000.005, 0, 0, 1, 0, 0, 0, 0, 0),
                                ('demo', 11, 1, 2000, 0, 0, 1, 0, 0, 0, 0, 0),
                                ('demo', 12, 1, 3000, 0, 0, 13, 0, 0, 0, 0, 0),
                                ('demo', 16, 1, 700, 0, 0, 1, 0, 0, 0, 0, 0);

                                insert into event_lead_time_sales values
                                ('demo', 11, 30, 30000, 1), ('demo', 11, 17, 7400, 1),
                                ('demo', 11, 16, 5000, 1), ('demo', 11, -1, 100, 1);

                                insert into event_daily_sales
                                select 'demo', 17, day, 'EUR', 1, gross, 0, 0, 1, 0, 0, 0, refunded, 0
                                from (values
                                    (date '2026-01-14', 999, 0), (date '2026-01-15', 100, 0),
                                    (date '2026-02-13', 200, 0), (date '2026-02-14', 100, 0),
                                    (date '2026-03-01', 0, 20), (date '2026-03-15', 50.25, 0))
                                    as v (day, gross, refunded);

                                insert into event_demographics values
                                ('demo', 17, 'gender', 'male', 450, 400),
                                ('demo', 17, 'gender', 'female', 520, 500),
                                ('demo', 17, 'gender', 'other', 32, 5),
                                ('demo', 17, 'gender', 'no_answer', 204, 100),
                                ('demo', 17, 'age_range', '35+', 200, 80),
                                ('demo', 17, 'age_range', '18-24', 300, 100),
                                ('demo', 17, 'age_range', '25-34', 500, 200),
                                ('demo', 17, 'age_range', 'unmapped', 0, 0),
                                ('demo', 17, 'age_range', 'no_answer', 200, 100),
                                -- one buyer of six tickets
                                ('demo', 10, 'gender', 'female', 6, 1),
                                ('demo', 10, 'age_range', '18-24', 6, 1),
                                -- 3 of 4 orders are few: merged with 45-54, the smallest other
                                ('demo', 11, 'age_range', 'unmapped', 10, 10),
                                ('demo', 11, 'age_range', '65+', 3, 3),
                                ('demo', 11, 'age_range', '45-54', 7, 6);

                                insert into event_sales_quarter_hour values
                                -- the running quarter hour and the three before it: 5 tickets
                                ('demo', 17, '2026-03-15', '2026-03-15T11:00Z', 1, 0, 50),
                                ('demo', 17, '2026-03-15', '2026-03-15T11:15Z', 1, 0, 2),
                                ('demo', 17, '2026-03-15', '2026-03-15T11:45Z', 1, 0, 1),
                                ('demo', 17, '2026-03-15', '2026-03-15T12:00Z', 1, 0, 2),
                                -- 13 h in Berlin: 3 and 2 tickets on two selling days
                                ('demo', 17, '2026-03-10', '2026-03-10T12:15Z', 1, 0, 3),
                                ('demo', 17, '2026-03-12', '2026-03-12T12:45Z', 1, 0, 2),
                                ('demo', 17, '2026-03-12', '2026-03-12T20:00Z', 1, 0, 40)
                                """);
        api = TestApi.start(store.database(), "demo");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    /**
     * previous: 30000 + 7400, 17 and more days before its start. trend: 4700 / 37400 = 12.56.
     * percentage: 842 / 1200 = 70.16. gender of 1002: 44.91, 51.89, 3.19, so 44 + 51 + 3 and one
     * each to the first two. velocity: 5 in 52 minutes are 5.77 an hour, usual are (3 + 2) / 2.
     */
    @Test
    void comparesWithTheLastEventAtTheSameLeadTime() {
        assertThat(overview("17"))
                .isEqualTo(
                        joined(
                                """
                                {"totalSales":{"current":42100.00,"previous":37400.00,"trend":12.5,
                                "refunded":100.50,"net":41999.50,"currency":"EUR"},
                                "ticketsSold":{"sold":842,"total":1200,"percentage":70.1},
                                "demographics":{
                                "gender":{"male":45,"female":52,"other":3},
                                "age":{"18-24":30,"25-34":50,"35+":20},
                                "coverage":{"gender":{"answered":1000,"eligible":1205},
                                "age":{"answered":1000,"eligible":1200}}},
                                "salesVelocity":{"current":5,"status":"peak","windowMinutes":52,
                                "perMinute":0.09,"asOf":"2026-03-15T12:07:30Z"}}
                                """));
    }

    /**
     * current: 14 February to 15 March, 100 + 50.25, refunded 20; previous: 15 January to 13
     * February, 100 + 200; (150.25 - 300) / 300 = -49.91.
     */
    @Test
    void comparesWithTheLastMonth() {
        assertThat(overview("17", "last_month"))
                .startsWith(
                        joined(
                                """
                                {"totalSales":{"current":150.25,"previous":300.00,"trend":-49.9,
                                "refunded":20.00,"net":130.25,"currency":"EUR"},
                                """));
    }

    /** Event 11 has started, so 10 counts whole: 2000 / 1000.005 - 1 = 99.9990 %. Capacity 0. */
    @Test
    void comparesWithTheWholeLastEventOnceStarted() {
        assertThat(overview("11"))
                .isEqualTo(
                        joined(
                                """
                                {"totalSales":{"current":2000.00,"previous":1000.005,"trend":99.9,
                                "refunded":0.00,"net":2000.00,"currency":"EUR"},
                                "ticketsSold":{"sold":1,"total":0,"percentage":null},
                                "demographics":{"gender":{},
                                "age":{"unmapped":50,"suppressed":50},
                                "coverage":{"gender":{"answered":0,"eligible":0},
                                "age":{"answered":20,"eligible":20}}},
                                "salesVelocity":{"current":0,"status":"quiet","windowMinutes":52,
                                "perMinute":0.00,"asOf":"2026-03-15T12:07:30Z"}}
                                """));
    }

    /** One order of six tickets: nothing is shown, and the count beside it says 5. */
    @Test
    void suppressesTheDemographicsOfOneBuyer() {
        assertThat(overview("10"))
                .contains(
                        joined(
                                """
                                "demographics":{"gender":{},"age":{},
                                "coverage":{"gender":{"answered":5,"eligible":5},
                                "age":{"answered":5,"eligible":5}}},
                                """));
    }

    /**
     * The yen has no decimals; 13 tickets of 10 are 130 %; nobody sold yen at a finite time before.
     */
    @Test
    void showsMoreThanCapacityAsItIs() {
        assertThat(overview("12"))
                .startsWith(
                        joined(
                                """
                                {"totalSales":{"current":3000,"previous":null,"trend":null,
                                "refunded":0,"net":3000,"currency":"JPY"},
                                "ticketsSold":{"sold":13,"total":10,"percentage":130.0},
                                """));
    }

    @Test
    void answersZerosForAnEventWithoutSalesOrStart() {
        assertThat(overview("18"))
                .isEqualTo(
                        joined(
                                """
                                {"totalSales":{"current":0.00,"previous":null,"trend":null,
                                "refunded":0.00,"net":0.00,"currency":"EUR"},
                                "ticketsSold":{"sold":0,"total":null,"percentage":null},
                                "demographics":{"gender":{},"age":{},
                                "coverage":{"gender":{"answered":0,"eligible":0},
                                "age":{"answered":0,"eligible":0}}},
                                "salesVelocity":{"current":0,"status":"quiet","windowMinutes":52,
                                "perMinute":0.00,"asOf":"2026-03-15T12:07:30Z"}}
                                """));
    }

    @Test
    void treatsAnotherTenantsEventLikeAnUnknownOne() {
        var foreign = api.get("/api/v1/events/15/analytics/overview");
        var unknown = api.get("/api/v1/events/999/analytics/overview");
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(unknown.body());
        assertThat(foreign.headers()).isEqualTo(unknown.headers());
    }

    private static String overview(String id) {
        return api.get("/api/v1/events/" + id + "/analytics/overview").body();
    }

    private static String overview(String id, String compare) {
        return api.get("/api/v1/events/" + id + "/analytics/overview?compare=" + compare).body();
    }
}
