package io.daybook.etl.doctor;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.Literals;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The metric tables of the marts that are looked at.
 *
 * @param schemas the marts' schemas
 * @param names qualified names
 */
record MetricTables(List<String> schemas, List<String> names) {

    private static final String CHECK = "metric tables";

    static MetricTables of(List<Mart> marts) {
        return new MetricTables(
                marts.stream().map(Mart::name).toList(),
                marts.stream()
                        .flatMap(mart -> mart.views().stream())
                        .map(MetricTables::name)
                        .toList());
    }

    private static String name(View view) {
        return view.mart() + "." + view.stem();
    }

    /** The names as a list of literals. */
    String literals() {
        return names.stream().map(Literals::text).collect(Collectors.joining(", "));
    }

    Finding missing(Connection store) {
        List<String> there =
                Sql.query(
                        store,
                        CHECK,
                        """
                        select n.nspname || '.' || c.relname
                        from pg_class as c
                        join pg_namespace as n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p') and n.nspname || '.' || c.relname in (%s)
                        """
                                .formatted(literals()),
                        row -> row.getString(1));
        List<String> missing = names.stream().filter(name -> !there.contains(name)).toList();
        return missing.isEmpty()
                ? Finding.ok(CHECK, names.size() + " tables, one for each view")
                : Finding.problem(
                        CHECK,
                        "missing: " + String.join(", ", missing),
                        "Add the migration that makes them, then daybook migrate.",
                        List.of());
    }
}
