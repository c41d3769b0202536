package io.daybook.etl.speed;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.engine.CompleteStatement;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.engine.Narrowable;
import io.daybook.etl.engine.Narrowing;
import io.daybook.etl.engine.Slice;
import io.daybook.etl.engine.UnknownZones;
import io.daybook.etl.plan.SourceSnapshot;
import io.daybook.etl.testing.EventsMart;
import io.daybook.schema.catalogue.Check;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * With the catalogue's indexes no incremental statement reads a whole fact or child, by
 * PostgreSQL's own plan after ANALYZE.
 */
class IncrementalPlansIntegrationTest {

    private static final Mart MART = EventsMart.MART;

    /**
     * An event with less than 1 % of the orders. One with more than about 2 % is found by a merge
     * join that walks the index of its children once: of so many rows that is the cheaper plan.
     */
    private static final long EVENT = 16;

    private static final Instant SINCE = Instant.parse("2026-03-01T11:30:00Z");

    private final Map<String, List<String>> violations = new TreeMap<>();
    private final CompleteStatement statements =
            new CompleteStatement(MART, MART.name(), UnknownZones.none());

    @Test
    void incrementalStatementsScanNoWholeFactOrChild() throws SQLException {
        EventsMart mart = demo();
        try (SourceSnapshot snapshot = SourceSnapshot.take(mart.sourceSettings());
                Connection store = mart.store.connect()) {
            Connection source = snapshot.connection();
            snapshot.useIndexes();
            for (View view : MART.sourceViews()) {
                MetricTable table = MetricTable.read(store, view);
                findingStatements(view).forEach((name, sql) -> explain(source, view, name, sql));
                Narrowing slices = new Narrowing.Slices(someSlices(source, view));
                explain(source, view, "slices", statements.rows(view, slices, table));
                for (Check check : MART.checks(Check.Stage.SOURCE)) {
                    if (check.compare().filter(c -> c.view().equals(view.stem())).isPresent()) {
                        Narrowable narrowable = Narrowable.of(check, view);
                        String sql = statements.rows(narrowable, slices, "daybook_w.*");
                        explain(source, view, check.name(), sql);
                    }
                }
            }
        }
        assertThat(violations).isNotEmpty().allSatisfy((name, none) -> assertThat(none).isEmpty());
    }

    private static EventsMart demo() {
        EventsMart mart = EventsMart.create();
        mart.source.execute(
                "select set_config('daybook.demo_days', '365', true),"
                        + " set_config('daybook.demo_scale', '0.5', true),"
                        + " set_config('daybook.demo_now', '2026-03-01T12:00:00Z', true);"
                        + MART.demo().orElseThrow(),
                "events");
        mart.source.execute("analyze");
        return mart;
    }

    private Map<String, String> findingStatements(View view) {
        Map<String, String> finding = new TreeMap<>();
        for (Input input : view.inputs()) {
            if (!(input instanceof Input.Entity)) {
                Narrowing changed = new Narrowing.Changed(input.name(), SINCE);
                finding.put("changed " + input.name(), statements.slices(view, changed));
            }
        }
        finding.put(
                "changed entities",
                statements.slices(view, new Narrowing.Entities(List.of(EVENT))));
        return finding;
    }

    /** The slices of two days and of one whole entity. */
    private List<Slice> someSlices(Connection source, View view) throws SQLException {
        String condition =
                view.daily()
                        ? "day in ('2026-02-14', '2026-02-28') or %s = %d"
                                .formatted(view.key(), EVENT)
                        : "true";
        String query =
                "select tenant_id, %s, %s from (%s) as s where %s"
                        .formatted(
                                view.key(),
                                view.daily() ? "day" : "cast(null as date)",
                                statements.slices(view, new Narrowing.Whole()),
                                condition);
        List<Slice> slices = new ArrayList<>();
        try (Statement statement = source.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                slices.add(
                        new Slice(
                                row.getString(1),
                                row.getLong(2),
                                row.getObject(3, LocalDate.class)));
            }
        }
        assertThat(slices).as("slices of " + view.stem()).isNotEmpty();
        return slices;
    }

    private void explain(Connection source, View view, String name, String sql) {
        try (Statement statement = source.createStatement();
                ResultSet result = statement.executeQuery("explain (format json) " + sql)) {
            result.next();
            JsonNode plan = new JsonMapper().readTree(result.getString(1));
            violations.put(
                    view.stem() + ": " + name, new ScanRule(bigTables(view)).violations(plan));
        } catch (SQLException exception) {
            throw new IllegalStateException("cannot explain: " + sql, exception);
        }
    }

    private static Set<String> bigTables(View view) {
        return Stream.concat(view.inputs(Input.Fact.class), view.inputs(Input.Child.class))
                .map(Input::table)
                .collect(toSet());
    }
}
