package io.daybook.etl.testing;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.engine.CompleteStatement;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.engine.Narrowing;
import io.daybook.etl.engine.StoreStatement;
import io.daybook.etl.engine.UnknownZones;
import io.daybook.etl.run.MartRunner;
import io.daybook.etl.run.PlanReport;
import io.daybook.etl.run.Progress;
import io.daybook.etl.run.RunReport;
import io.daybook.etl.run.RunRequest;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import io.daybook.schema.testing.TestDatabase;
import io.daybook.schema.testing.TestPostgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A mart on a source and a migrated store of its own. */
public class TestMart {

    public final Mart mart;
    public final TestDatabase source;
    public final TestDatabase store;
    private final String schema;
    private final Optional<LocalDate> floor;

    protected TestMart(
            Mart mart,
            TestDatabase source,
            TestDatabase store,
            String schema,
            Optional<LocalDate> floor) {
        this.mart = mart;
        this.source = source;
        this.store = store;
        this.schema = schema;
        this.floor = floor;
    }

    /** Any mart on a source with the contract's empty tables. */
    public static TestMart create(Mart mart) {
        return new TestMart(
                mart,
                emptySource(mart),
                TestPostgres.server().createStore(),
                mart.name(),
                Optional.empty());
    }

    protected static TestDatabase emptySource(Mart mart) {
        TestDatabase source = TestPostgres.server().createDatabase();
        source.execute("create schema " + mart.name());
        source.execute(mart.contract().sql(), mart.name());
        return source;
    }

    protected String schema() {
        return schema;
    }

    protected Optional<LocalDate> floor() {
        return floor;
    }

    public SourceSettings sourceSettings() {
        return sourceSettings(schema);
    }

    /** The same database, read from another schema. */
    public SourceSettings sourceSettings(String schema) {
        return new SourceSettings(
                source.url(),
                new Credentials(source.user(), source.password()),
                schema,
                Duration.ZERO,
                Duration.ofHours(1),
                floor);
    }

    public StoreSettings storeSettings() {
        return new StoreSettings(
                store.url(),
                Optional.of(new Credentials(TestPostgres.OWNER, TestPostgres.OWNER)),
                new Credentials(TestPostgres.WRITER, TestPostgres.WRITER),
                TestPostgres.READER);
    }

    public MartRunner runner(Progress progress) {
        return new MartRunner(mart, sourceSettings(), storeSettings(), progress);
    }

    public RunReport run(RunRequest request) {
        return runner(Progress.SILENT).run(request);
    }

    /** A nightly run without verification. */
    public RunReport run() {
        return run(new RunRequest.Nightly(RunRequest.Verification.NEVER));
    }

    /** Compares all history; repairs when told. */
    public RunReport verify(boolean repair) {
        return run(new RunRequest.Verify(Optional.empty(), Optional.empty(), List.of(), repair));
    }

    public RunReport backfill(LocalDate from, LocalDate to) {
        return run(new RunRequest.Backfill(from, to, List.of(), Optional.empty()));
    }

    public PlanReport plan() {
        return runner(Progress.SILENT).plan();
    }

    /** Runs statements on the source, unqualified names in the mart's schema. */
    public void change(String sql) {
        source.execute(sql, schema);
    }

    /** The rows of a metric table as text, sorted; only these columns when given. */
    public List<String> table(String stem, String... columns) {
        String list = columns.length == 0 ? "*" : String.join(", ", columns);
        return store.rows(
                "select " + list + " from " + mart.name() + "." + stem + " order by 1, 2, 3");
    }

    /** Rows that the table lacks or has too many, view by view; empty when tables equal views. */
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        try (Connection storeConnection = store.connect();
                Connection sourceConnection = source.connect()) {
            for (View view : mart.views()) {
                MetricTable table = MetricTable.read(storeConnection, view);
                TreeMap<String, Integer> balance = new TreeMap<>();
                texts(
                                view.overStore() ? storeConnection : sourceConnection,
                                table,
                                expected(view, table))
                        .forEach(row -> balance.merge(row, 1, Integer::sum));
                texts(storeConnection, table, "select * from " + table.name())
                        .forEach(row -> balance.merge(row, -1, Integer::sum));
                balance.forEach(
                        (row, count) -> {
                            if (count != 0) {
                                differences.add(
                                        view.stem() + (count > 0 ? " lacks " : " has ") + row);
                            }
                        });
            }
            return differences;
        } catch (SQLException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private String expected(View view, MetricTable table) {
        return view.overStore()
                ? "select "
                        + table.castColumns()
                        + " from ("
                        + StoreStatement.whole(view)
                        + ") as daybook_w"
                : new CompleteStatement(mart, schema, UnknownZones.none())
                        .rows(view, new Narrowing.Whole(), table);
    }

    private static List<String> texts(Connection connection, MetricTable table, String query)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set time zone 'UTC'");
            List<String> texts = new ArrayList<>();
            try (var result =
                    statement.executeQuery(
                            "select " + table.rowText("r") + " from (" + query + ") as r")) {
                while (result.next()) {
                    texts.add(result.getString(1));
                }
            }
            return texts;
        }
    }
}
