package io.daybook.etl.demo;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.Databases;
import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.run.RunFailure;
import io.daybook.etl.source.SourceSchema;
import io.daybook.schema.catalogue.Contract;
import io.daybook.schema.catalogue.Mart;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the demo data of a mart in a schema of the source: the contract's tables, their rows and a
 * marker, all in one transaction. Writes to no schema that holds tables which it did not make.
 */
public final class DemoData {

    private static final String MADE_BY = "demo";
    private static final String STAGE = "demo data";

    private final String url;
    private final Credentials importer;
    private volatile @Nullable Connection working;

    /** {@code importer} may create schemas in the source's database. */
    public DemoData(String url, Credentials importer) {
        this.url = url;
        this.importer = importer;
    }

    /**
     * Makes the data, or keeps what an earlier call made.
     *
     * @param schema the schema that the mart is read from
     * @throws RunFailure with exit code 2 when the schema holds tables that demo did not make
     */
    public DemoReport make(Mart mart, String schema, DemoRequest request) {
        try (Connection connection = Databases.importer(url, importer, "demo")) {
            working = connection;
            connection.setAutoCommit(false);
            DemoReport report = make(mart, new SourceSchema(connection, schema), request);
            connection.commit();
            return report;
        } catch (SQLException exception) {
            throw new StatementFailed(STAGE, "commit", exception);
        } finally {
            working = null;
        }
    }

    /** Ends a call of {@link #make} that is under way: it fails, and nothing of it stays. */
    public void stop() {
        Connection connection = working;
        if (connection != null) {
            Sql.cancel(connection);
        }
    }

    private static DemoReport make(Mart mart, SourceSchema schema, DemoRequest request) {
        refuseForeignTables(mart, schema);
        Optional<SourceSchema.Marker> found = schema.marker();
        if (found.isPresent() && !request.reset()) {
            return report(mart, schema, false);
        }
        if (found.isPresent()) {
            schema.drop();
        }
        schema.create();
        set(schema.connection(), "daybook.demo_days", Integer.toString(request.days()));
        set(schema.connection(), "daybook.demo_scale", request.scale().toPlainString());
        set(schema.connection(), "daybook.demo_now", request.now().toString());
        schema.createTables(mart.contract());
        Sql.execute(schema.connection(), STAGE, demo(mart));
        schema.mark(MADE_BY);
        schema.grantReading(request.reader());
        mart.contract().tables().forEach(schema::analyze);
        return report(mart, schema, true);
    }

    private static void refuseForeignTables(Mart mart, SourceSchema schema) {
        boolean ours =
                schema.marker().filter(marker -> marker.madeBy().equals(MADE_BY)).isPresent();
        List<String> foreign = new ArrayList<>(schema.tables());
        if (ours) {
            foreign.remove(SourceSchema.MARKER);
            mart.contract().tables().forEach(table -> foreign.remove(table.name()));
        }
        if (!foreign.isEmpty()) {
            throw new RunFailure(
                    2,
                    ("The source schema %s holds tables that demo did not make: %s (expected none, or"
                                    + " demo's own). Nothing was changed; give demo an empty database, or"
                                    + " use your tables with daybook run %s.")
                            .formatted(schema.name(), shortened(foreign), mart.name()));
        }
    }

    private static DemoReport report(Mart mart, SourceSchema schema, boolean made) {
        Map<String, Long> rows = new TreeMap<>();
        for (Contract.Table table : mart.contract().tables()) {
            rows.put(table.name(), schema.rows(table));
        }
        return new DemoReport(
                mart.name(), schema.name(), made, schema.marker().orElseThrow().madeAt(), rows);
    }

    private static String demo(Mart mart) {
        return mart.demo()
                .orElseThrow(
                        () ->
                                new RunFailure(
                                        2,
                                        "The mart %s has no demo data (expected sql/%s/demo.sql). Nothing was changed."
                                                .formatted(mart.name(), mart.name())));
    }

    private static void set(Connection connection, String setting, String value) {
        Sql.query(
                connection,
                STAGE,
                "select set_config('%s', %s, true)".formatted(setting, text(value)),
                row -> row.getString(1));
    }

    private static String shortened(List<String> names) {
        int shown = 8;
        return names.size() <= shown
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, shown))
                        + " and %d more".formatted(names.size() - shown);
    }
}
