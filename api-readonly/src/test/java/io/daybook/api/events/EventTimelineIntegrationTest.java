package io.daybook.api.events;

import static io.daybook.api.testing.Lines.joined;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** As of 28 March 2026, 23:30 UTC: the 29th in Berlin, a day of 23 hours. */
class EventTimelineIntegrationTest {

    private static TestApi api;

    @BeforeAll
    static void start() {
        TestStore store =
                TestStore.empty()
                        .published(7, "2026-03-28T23:30:00Z", "2026-03-01", "2026-03-29")
                        .with(
                                """
                                insert into event_directory
                                    (tenant_id, event_id, name, timezone, currency, on_sale_day,
                                    status)
                                values
                                -- on sale two days before its first movement
                                ('demo', 1, 'a', 'Europe/Berlin', 'EUR', '2026-03-22', 'live'),
                                -- on sale only after it
                                ('demo', 2, 'b', 'Europe/Berlin', 'JPY', '2026-03-26', 'live'),
                                -- no on-sale day; only a refund
                                ('demo', 3, 'c', 'Europe/Berlin', 'EUR', null, 'live'),
                                -- never anything
                                ('demo', 4, 'd', 'Europe/Berlin', 'EUR', '2026-03-22', 'draft'),
                                -- a clock beyond belief
                                ('demo', 5, 'e', 'Europe/Berlin', 'EUR', '-infinity', 'live');

                                insert into event_daily_sales values
                                ('demo', 1, '2026-03-24', 'EUR', 2, 1200, 0, 0, 10, 0, 0, 0, 0, 0),
                                ('demo', 1, '2026-03-26', 'EUR', 1, 0.125, 0, 0, 1, 3, 1, 0, 0, 0),
                                ('demo', 1, '2026-03-29', 'EUR', 0, 0, 0, 0, 0, 0, 0, 1, 300.5, 0),
                                ('demo', 2, '2026-03-25', 'JPY', 1, 500, 0, 0, 1, 0, 0, 0, 0, 0),
                                ('demo', 2, '2026-03-26', 'JPY', 0, 0, 0, 0, 0, 1, 0, 0, 0, 0),
                                ('demo', 3, '2026-03-01', 'EUR', 0, 0, 0, 0, 0, 0, 0, 1, 5, 0),
                                ('demo', 5, '2026-03-01', 'EUR', 1, 7, 0, 0, 1, 0, 0, 0, 0, 0),
                                ('acme', 1, '2026-03-24', 'EUR', 9, 9, 9, 9, 9, 9, 9, 9, 9, 9);

                                insert into event_totals values
                                ('demo', 1, 3, 1200.125, 0, 0, 11, 3, 1, 1, 300.5, 0,
                                    '2026-03-24', '2026-03-29', '2026-03-24', '2026-03-26'),
                                ('demo', 2, 1, 500, 0, 0, 1, 1, 0, 0, 0, 0,
                                    '2026-03-25', '2026-03-26', '2026-03-25', '2026-03-25'),
                                ('demo', 3, 0, 0, 0, 0, 0, 0, 0, 1, 5, 0,
                                    '2026-03-01', '2026-03-01', null, null),
                                ('demo', 5, 1, 7, 0, 0, 1, 0, 0, 0, 0, 0,
                                    '2026-03-01', '2026-03-01', '2026-03-01', '2026-03-01')
                                """);
        api = TestApi.start(store.database(), "demo");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    /**
     * The 7 local days that end with the 29th; further decimals shown; a refund alone is below 0.
     */
    @Test
    void listsAWeekWithDaysWithoutSalesAsZeros() {
        assertThat(timeline("1", "?range=7d"))
                .isEqualTo(
                        joined(
                                """
                                [{"date":"2026-03-23","amount":0.00,"tickets":0,"ticketsCancelled":0,"refunds":0.00,"net":0.00},
                                {"date":"2026-03-24","amount":1200.00,"tickets":10,"ticketsCancelled":0,"refunds":0.00,"net":1200.00},
                                {"date":"2026-03-25","amount":0.00,"tickets":0,"ticketsCancelled":0,"refunds":0.00,"net":0.00},
                                {"date":"2026-03-26","amount":0.125,"tickets":1,"ticketsCancelled":3,"refunds":0.00,"net":0.125},
                                {"date":"2026-03-27","amount":0.00,"tickets":0,"ticketsCancelled":0,"refunds":0.00,"net":0.00},
                                {"date":"2026-03-28","amount":0.00,"tickets":0,"ticketsCancelled":0,"refunds":0.00,"net":0.00},
                                {"date":"2026-03-29","amount":0.00,"tickets":0,"ticketsCancelled":0,"refunds":300.50,"net":-300.50}]
                                """));
    }

    /** All begins with the on-sale day; its amounts sum to totalSales.current. */
    @Test
    void listsAllFromTheOnSaleDay() {
        String body = timeline("1", "?range=all");
        assertThat(body).startsWith("[{\"date\":\"2026-03-22\",").contains("\"2026-03-29\"");
        assertThat(days(body)).isEqualTo(8);
        BigDecimal sum =
                Pattern.compile("\"amount\":([0-9.]+)")
                        .matcher(body)
                        .results()
                        .map(match -> new BigDecimal(match.group(1)))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isEqualByComparingTo("1200.125");
        assertThat(api.get("/api/v1/events/1/analytics/overview").body())
                .startsWith("{\"totalSales\":{\"current\":1200.125,");
    }

    @Test
    void listsAllFromAnEarlierMovementToTheLastOne() {
        assertThat(timeline("2", "?range=all"))
                .isEqualTo(
                        joined(
                                """
                                [{"date":"2026-03-25","amount":500,"tickets":1,"ticketsCancelled":0,"refunds":0,"net":500},
                                {"date":"2026-03-26","amount":0,"tickets":0,"ticketsCancelled":1,"refunds":0,"net":0}]
                                """));
    }

    @Test
    void countsARefundAsMovement() {
        assertThat(timeline("3", "?range=all"))
                .isEqualTo(
                        joined(
                                """
                                [{"date":"2026-03-01","amount":0.00,"tickets":0,"ticketsCancelled":0,"refunds":5.00,"net":-5.00}]
                                """));
    }

    @Test
    void isEmptyWithoutMovement() {
        assertThat(timeline("4", "?range=all")).isEqualTo("[]");
        assertThat(days(timeline("4", "?range=7d"))).isEqualTo(7);
    }

    @Test
    void leavesAnInfiniteOnSaleDayOut() {
        assertThat(days(timeline("5", "?range=all"))).isEqualTo(1);
    }

    /** 30 local days up to the 29th of March begin on 28 February. */
    @Test
    void lists30DaysByDefault() {
        String body = timeline("1", "");
        assertThat(body)
                .isEqualTo(timeline("1", "?range=30d"))
                .startsWith("[{\"date\":\"2026-02-28\",");
        assertThat(days(body)).isEqualTo(30);
    }

    private static int days(String body) {
        return body.split("\"date\"").length - 1;
    }

    private static String timeline(String id, String query) {
        return api.get("/api/v1/events/" + id + "/analytics/timeline" + query).body();
    }
}
