package io.daybook.etl.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.engine.CompleteStatement;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.engine.Narrowing;
import io.daybook.etl.engine.Slice;
import io.daybook.etl.engine.UnknownZones;
import io.daybook.etl.plan.SourceSnapshot;
import io.daybook.etl.testing.EventsMart;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IndexLookupsIntegrationTest {

    private static EventsMart mart;
    private static SourceSnapshot snapshot;

    @BeforeAll
    static void takeSnapshotOfDemo() {
        mart = EventsMart.create();
        mart.source.execute(
                "select set_config('daybook.demo_days', '120', true),"
                        + " set_config('daybook.demo_scale', '0.2', true),"
                        + " set_config('daybook.demo_now', '2026-03-01T12:00:00Z', true);"
                        + EventsMart.MART.demo().orElseThrow(),
                "events");
        mart.source.execute("analyze");
        snapshot = SourceSnapshot.take(mart.sourceSettings());
        snapshot.useIndexes();
    }

    @AfterAll
    static void close() {
        snapshot.close();
    }

    static Stream<View> viewsWithChildren() {
        return EventsMart.MART.sourceViews().stream()
                .filter(view -> view.inputs(Input.Child.class).findAny().isPresent());
    }

    @ParameterizedTest
    @MethodSource("viewsWithChildren")
    void everyShippedViewReachesItsChildrenByKey(View view) throws SQLException {
        CompleteStatement statements =
                new CompleteStatement(EventsMart.MART, "events", UnknownZones.none());
        Narrowing.Slices slices =
                new Narrowing.Slices(
                        IntStream.rangeClosed(1, 20)
                                .mapToObj(
                                        day ->
                                                new Slice(
                                                        "demo",
                                                        1 + day % 5,
                                                        LocalDate.of(2026, 2, day)))
                                .toList());
        try (Connection store = mart.store.connect()) {
            String whole =
                    statements.rows(
                            view, slices.withWholeChildren(), MetricTable.read(store, view));

            assertThat(whole).doesNotContain(" in (select order_id from paid_order)");
            assertThat(IndexLookups.only(snapshot.connection(), whole)).isTrue();
        }
    }

    /** What a view may do with a child beside joining it row by row. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "counts all of it first|"
                        + " select * from events.ticket_order as o join (select order_id, count(*)"
                        + " from events.ticket group by order_id) as t on t.order_id = o.order_id"
                        + " where o.event_id = 1",
                "asks for one value| select * from events.ticket_order as o cross join"
                        + " (select count(*) from events.ticket where cancelled_at ="
                        + " timestamptz '2026-02-14 00:00Z') as t where o.event_id = 1",
                "joins by a range| select * from events.ticket_order as o join events.ticket as t"
                        + " on t.cancelled_at > o.paid_at where o.event_id = 1",
            })
    void whatMayReadTheWholeChildIsNoLookup(String what, String statement) {
        assertThat(IndexLookups.only(snapshot.connection(), statement)).as(what).isFalse();
    }

    @Test
    void whatNeverRunsReadsNothing() {
        assertThat(
                        IndexLookups.only(
                                snapshot.connection(),
                                "select * from events.ticket where false union all select * from"
                                        + " events.ticket as t where t.order_id = (select max(v)"
                                        + " from (values (1)) as s (v))"))
                .isTrue();
        assertThat(List.of("Seq Scan", "Index Scan"))
                .allSatisfy(
                        type ->
                                assertThat(IndexLookups.only(unused(type, "One-Time Filter")))
                                        .isTrue());
        assertThat(IndexLookups.only(unused("Seq Scan", "Filter"))).isFalse();
    }

    private static String unused(String type, String filter) {
        return """
        [{"Plan": {"Node Type": "Result", "%s": "false",
            "Plans": [{"Node Type": "%s", "Relation Name": "ticket"}]}}]
        """
                .formatted(filter, type);
    }
}
