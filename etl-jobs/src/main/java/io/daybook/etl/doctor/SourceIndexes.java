package io.daybook.etl.doctor;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.schema.catalogue.Mart;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which of the indexes that a mart's statements rely on its source lacks. */
final class SourceIndexes {

    private static final String CHECK = "indexes";

    private final Mart mart;
    private final String schema;
    private final Connection connection;
    private final Map<String, TableIndexes> byTable = new HashMap<>();

    SourceIndexes(Mart mart, String schema, Connection connection) {
        this.mart = mart;
        this.schema = schema;
        this.connection = connection;
    }

    Finding finding() {
        Map<String, String> kinds = kinds();
        List<NeededIndex> needed =
                NeededIndex.of(mart).stream()
                        .filter(index -> kinds.containsKey(index.table()))
                        .toList();
        List<MissingIndex> missing = new ArrayList<>();
        for (NeededIndex index : needed) {
            look(index, kinds.get(index.table())).ifPresent(missing::add);
        }
        return missing.isEmpty()
                ? Finding.ok(CHECK, "the %d that runs rely on are there".formatted(needed.size()))
                : finding(needed.size(), missing);
    }

    private Optional<MissingIndex> look(NeededIndex index, String kind) {
        return switch (kind) {
            case "v" -> new ViewIndexes(mart, schema, connection).look(index);
            case "f" -> Optional.of(new MissingIndex(index + " of a foreign table", List.of()));
            default ->
                    byTable.computeIfAbsent(
                                    index.table(),
                                    table -> TableIndexes.read(connection, schema, table))
                            .look(index);
        };
    }

    private static Finding finding(int needed, List<MissingIndex> missing) {
        List<String> statements =
                missing.stream().flatMap(index -> index.statements().stream()).distinct().toList();
        return Finding.warning(
                CHECK,
                "missing: %d of %d: %s"
                        .formatted(
                                missing.size(),
                                needed,
                                String.join(
                                        "; ", missing.stream().map(MissingIndex::what).toList())),
                "Runs are right without them, but read whole tables."
                        + (statements.isEmpty()
                                ? " Section 5 of docs/connect-your-database.md says what can be done."
                                : " As the owner of the tables, each statement outside a"
                                        + " transaction:"),
                statements);
    }

    private Map<String, String> kinds() {
        Map<String, String> kinds = new HashMap<>();
        Sql.query(
                connection,
                CHECK,
                """
                select c.relname, cast(c.relkind as text)
                from pg_class as c
                join pg_namespace as n on n.oid = c.relnamespace
                where n.nspname = %s and c.relname in (%s) and c.relkind in ('r', 'p', 'm', 'v', 'f')
                """
                        .formatted(text(schema), SourceServer.tables(mart.contract())),
                row -> kinds.put(row.getString(1), row.getString(2)));
        return kinds;
    }
}
