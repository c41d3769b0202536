package io.daybook.etl.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ScanRuleTest {

    private static final String PLAN =
            """
            [{"Plan": {"Node Type": "Append", "Plans": [
                {"Node Type": "Seq Scan", "Relation Name": "refund"},
                {"Node Type": "Seq Scan", "Relation Name": "event"},
                {"Node Type": "Index Scan", "Relation Name": "ticket", "Index Name": "by_order",
                    "Index Cond": "(order_id = 1)"},
                {"Node Type": "Index Only Scan", "Relation Name": "ticket", "Index Name": "pk"},
                {"Node Type": "Bitmap Heap Scan", "Relation Name": "ticket", "Plans": [
                    {"Node Type": "Bitmap Index Scan", "Index Name": "by_clock"}]},
                {"Node Type": "Result", "One-Time Filter": "false", "Plans": [
                    {"Node Type": "Seq Scan", "Relation Name": "ticket"}]}]}}]
            """;

    @Test
    void namesScansOfWholeFactsAndChildrenThatRun() {
        assertThat(
                        new ScanRule(Set.of("refund", "ticket"))
                                .violations(new JsonMapper().readTree(PLAN)))
                .containsExactly(
                        "Seq Scan on refund",
                        "Index Only Scan on ticket without Index Cond: pk",
                        "Bitmap Index Scan without Index Cond: by_clock");
    }
}
