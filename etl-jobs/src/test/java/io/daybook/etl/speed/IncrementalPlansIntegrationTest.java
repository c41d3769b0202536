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
import io.daybook.etl.testing.TestMart;
import io.daybook.schema.catalogue.Catalogue;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * With the catalogue's indexes no incremental statement reads a whole fact or child, by
 * PostgreSQL's own plan after ANALYZE.
 */
class IncrementalPlansIntegrationTest {

    /**
     * An event with less than 1 % of the orders. One with more than about 2 % is found by a merge
     * join that walks the index of its children once: of so many rows that is the cheaper plan. A
     * fact without children has no such plan.
     */
    private static final Map<String, Long> ENTITIES = Map.of("events", 16L, "venues", 4L);

    private static final Instant SINCE = Instant.parse("2026-03-01T11:30:00Z");

    private final Map<String, List<String>> violations = new TreeMap<>();

    static List<Mart> marts() {
        return Catalogue.load().marts();
    }

    @ParameterizedTest
    @MethodSource("marts")
    void incrementalStatementsScanNoWholeFactOrChild(Mart catalogued) throws SQLException {
        TestMart mart = demo(catalogued);
        CompleteStatement statements =
                new CompleteStatement(catalogued, catalogued.name(), UnknownZones.none());
        try (SourceSnapshot snapshot = SourceSnapshot.take(mart.sourceSettings());
                Connection store = mart.store.connect()) {
            Connection source = snapshot.connection();
            snapshot.useIndexes();
            for (View view : catalogued.sourceViews()) {
                MetricTable table = MetricTable.read(store, view);
                findingStatements(view, statements)
                        .forEach((name, sql) -> explain(source, view, name, sql));
                Narrowing slices = new Narrowing.Slices(someSlices(source, view, statements));
                explain(source, view, "slices", statements.rows(view, slices, table));
                for (Check check : catalogued.checks(Check.Stage.SOURCE)) {
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

    private static TestMart demo(Mart catalogued) {
        TestMart mart = TestMart.create(catalogued);
        mart.source.execute(
                "select set_config('daybook.demo_days', '365', true),"
                        + " set_config('daybook.demo_scale', '0.5', true),"
                        + " set_config('daybook.demo_now', '2026-03-01T12:00:00Z', true);"
                        + catalogued.demo().orElseThrow(),
                catalogued.name());
        mart.source.execute("analyze");
        return mart;
    }

    private static Map<String, String> findingStatements(View view, CompleteStatement statements) {
        Map<String, String> finding = new TreeMap<>();
        for (Input input : view.inputs()) {
            if (!(input instanceof Input.Entity)) {
                Narrowing changed = new Narrowing.Changed(input.name(), SINCE);
                finding.put("changed " + input.name(), statements.slices(view, changed));
            }
        }
        finding.put(
                "changed entities",
                statements.slices(
                        view, new Narrowing.Entities(List.of(ENTITIES.get(view.mart())))));
        return finding;
    }

    /** The slices of two days and of one whole entity. */
    private static List<Slice> someSlices(
            Connection source, View view, CompleteStatement statements) throws SQLException {
        String condition =
                view.daily()
                        ? "day in ('2026-02-14', '2026-02-28') or %s = %d"
                                .formatted(view.key(), ENTITIES.get(view.mart()))
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
