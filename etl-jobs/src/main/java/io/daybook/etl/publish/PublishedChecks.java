package io.daybook.etl.publish;

import io.daybook.etl.check.CheckFailed;
import io.daybook.etl.check.CustomViews;
import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.engine.StoreStatement;
import io.daybook.schema.catalogue.Check;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Identities between the tables of a mart, over the slices that this publication replaced. */
final class PublishedChecks {

    private static final String STAGE = "checking what is to be published";

    private final Mart mart;
    private final Map<String, MetricTable> tables;
    private final Connection store;

    PublishedChecks(Mart mart, Map<String, MetricTable> tables, Connection store) {
        this.mart = mart;
        this.tables = tables;
        this.store = store;
    }

    /** Throws {@link CheckFailed}, which rolls the publication back, on the first finding. */
    void run() {
        CustomViews.checkTenants(mart, tables, store, Differences::differ);
        for (Check check : mart.checks(Check.Stage.PUBLISHED)) {
            prepare(check);
            String where =
                    "(%s) in (select %s from pg_temp.daybook_checked)"
                            .formatted(
                                    check.slice().stream()
                                            .map(column -> "daybook_i." + column)
                                            .collect(Collectors.joining(", ")),
                                    String.join(", ", check.slice()));
            String found =
                    StoreStatement.statement(
                            check.inputs(), check.text(), stem -> tables.get(stem).name(), where);
            Sql.query(
                            store,
                            "check " + check.name(),
                            "select tenant_id || ' ' || entity_id || ': ' || reason from (\n"
                                    + found
                                    + "\n) as f limit 1",
                            row -> row.getString(1))
                    .forEach(
                            reason -> {
                                throw new CheckFailed(check.name(), reason);
                            });
        }
    }

    private void prepare(Check check) {
        String columns = String.join(", ", check.slice());
        List<String> replaced =
                check.inputs().stream()
                        .map(Input::table)
                        .distinct()
                        .map(mart::view)
                        .map(view -> "select " + columns + " from " + Differences.differ(view))
                        .toList();
        Sql.execute(
                store,
                STAGE,
                "drop table if exists pg_temp.daybook_checked",
                "create temp table daybook_checked as " + String.join(" union ", replaced),
                "analyze pg_temp.daybook_checked");
    }
}
