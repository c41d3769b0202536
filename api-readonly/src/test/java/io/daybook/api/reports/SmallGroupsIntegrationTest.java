package io.daybook.api.reports;

import static io.daybook.api.testing.Lines.joined;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.testing.Reply;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Attack 44 on reports. Event 1: of the genders one buyer said other; of the ages all are large.
 * Event 2: one buyer of six tickets. Event 3: large cells only.
 */
class SmallGroupsIntegrationTest {

    private static final String LIFETIME = "/api/v1/reports/event_demographics";

    private static TestApi api;

    @BeforeAll
    static void start() {
        TestStore store =
                TestStore.empty()
                        .published(1, "2026-03-15T12:00:00Z", "2026-03-01", "2026-03-15")
                        .with(
                                """
                                insert into event_demographics values
                                ('demo', 1, 'gender', 'male', 60, 50),
                                ('demo', 1, 'gender', 'female', 40, 30),
                                ('demo', 1, 'gender', 'other', 1, 1),
                                ('demo', 1, 'gender', 'no_answer', 9, 2),
                                ('demo', 1, 'gender', 'unmapped', 0, 0),
                                ('demo', 1, 'age_range', '18-24', 50, 40),
                                ('demo', 1, 'age_range', '35+', 51, 41),
                                ('demo', 2, 'gender', 'male', 6, 1),
                                ('demo', 2, 'gender', 'no_answer', 100, 100),
                                ('demo', 3, 'gender', 'male', 7, 7),
                                ('demo', 3, 'gender', 'female', 8, 8),
                                ('demo', 4, 'gender', 'male', 70, 70),
                                ('demo', 4, 'gender', 'female', 4, 4),
                                ('acme', 5, 'gender', 'male', 777, 777);
                                insert into event_daily_demographics values
                                ('demo', 1, '2026-03-14', 'gender', 'male', 60, 50),
                                ('demo', 1, '2026-03-15', 'gender', 'other', 1, 1)
                                """);
        api = TestApi.start(store.database(), "demo");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    /**
     * Event 1's other and female (the smaller of the large) are one cell; of event 4 fewer than two
     * cells would remain, of event 2 none. No answer is no cell.
     */
    @Test
    void mergesSmallGroupsWithinAnEventAndQuestion() {
        assertThat(api.get(LIFETIME).body())
                .isEqualTo(
                        joined(
                                """
                                {"view":"event_demographics",
                                "columns":["event_id","question","bucket","tickets","orders"],"rows":[
                                {"event_id":1,"question":"age_range","bucket":"18-24","tickets":50,"orders":40},
                                {"event_id":1,"question":"age_range","bucket":"35+","tickets":51,"orders":41},
                                {"event_id":1,"question":"gender","bucket":"male","tickets":60,"orders":50},
                                {"event_id":1,"question":"gender","bucket":"suppressed","tickets":41,"orders":31},
                                {"event_id":3,"question":"gender","bucket":"female","tickets":8,"orders":8},
                                {"event_id":3,"question":"gender","bucket":"male","tickets":7,"orders":7}]}
                                """));
    }

    @Test
    void writesTheSameAsCsv() {
        assertThat(api.get(LIFETIME + "?format=csv&measures=tickets&filter[event_id]=1").body())
                .isEqualTo(
                        "event_id,question,bucket,tickets\r\n"
                                + "1,age_range,18-24,50\r\n1,age_range,35+,51\r\n"
                                + "1,gender,male,60\r\n1,gender,suppressed,41\r\n");
    }

    /** A narrower question shows a part of the same answer, never another one. */
    @Test
    void showsAWholeGroupAloneAsBesideOthers() {
        assertThat(rows("?filter[event_id]=1&filter[question]=gender"))
                .isEqualTo(
                        joined(
                                """
                                [{"event_id":1,"question":"gender","bucket":"male","tickets":60,"orders":50},
                                {"event_id":1,"question":"gender","bucket":"suppressed","tickets":41,"orders":31}]
                                """));
        assertThat(rows("?filter[event_id]=2")).isEqualTo("[]");
        assertThat(rows("?filter[event_id]=4")).isEqualTo("[]");
    }

    /** Every question whose answer beside another's would tell a merged cell apart. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // the whole tenant less the events that are shown is the event that is not
                "group_by=question,bucket | group_by: question,bucket (expected event_id,question,bucket: sums over small groups would tell them apart)",
                "group_by=bucket | group_by: bucket (expected event_id,question,bucket",
                "group_by= | group_by:  (expected event_id,question,bucket",
                // the whole event less the cells that are shown
                "group_by=event_id,question | group_by: event_id,question (expected",
                // one cell alone would have no other to be merged with
                "filter[bucket]=other | filter: bucket (expected event_id,question: a part of a group would tell the rest apart)",
                "filter[bucket]=suppressed | filter: bucket (expected event_id,question",
                // the place of the merged cell would tell the size of its parts
                "order_by=orders | order_by: orders (expected no order: the rows are ordered by event_id,question,bucket)",
                // a range and the same less one day
                "from=2026-03-14&to=2026-03-15 | from: 2026-03-14 (expected it absent: event_demographics has no day)",
                "granularity=week | granularity: week (expected it absent",
            })
    void refusesQuestionsThatDiffer(String query, String problem) {
        Reply reply = api.get(LIFETIME + "?" + query);
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.body()).contains("\"detail\":\"Invalid " + problem);
    }

    @Test
    void showsNoGroupsByDay() {
        for (String query : new String[] {"", "?group_by=event_id", "?filter[event_id]=1"}) {
            Reply reply = api.get("/api/v1/reports/event_daily_demographics" + query);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body())
                    .contains(
                            "Invalid view: event_daily_demographics (expected event_demographics:"
                                    + " small groups are shown over all days only)");
        }
        assertThat(api.get("/api/v1/reports").body())
                .contains(
                        "\"grain\":[\"event_id\",\"question\",\"bucket\"],\"daily\":false,\"privacy\":\"orders\"")
                .doesNotContain("event_daily_demographics");
    }

    private static String rows(String query) {
        String body = api.get(LIFETIME + query).body();
        return body.substring(body.indexOf("\"rows\":") + 7, body.length() - 1);
    }
}
