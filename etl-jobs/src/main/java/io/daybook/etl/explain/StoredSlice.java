package io.daybook.etl.explain;

import io.daybook.etl.database.Databases;
import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.engine.CompleteStatement;
import io.daybook.etl.engine.Literals;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.engine.Slice;
import io.daybook.etl.plan.Published;
import io.daybook.etl.run.RunFailure;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the store holds of a slice, all of one generation.
 *
 * @param heldBack the reason why the slice keeps its last good rows
 */
record StoredSlice(
        MetricTable table,
        Optional<Published> published,
        List<Map<String, @Nullable String>> rows,
        Optional<String> heldBack) {

    private static final String STAGE = "reading the stored slice";

    static StoredSlice read(StoreSettings store, View view, Slice slice) {
        try (Connection connection = Databases.store(store, "explain")) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            StoredSlice stored = read(connection, store, view, slice);
            connection.rollback();
            return stored;
        } catch (SQLException exception) {
            throw new StatementFailed(STAGE, "transaction", exception);
        }
    }

    private static StoredSlice read(
            Connection connection, StoreSettings store, View view, Slice slice) {
        MetricTable table = MetricTable.read(connection, view);
        if (table.columns().isEmpty()) {
            throw new RunFailure(
                    2,
                    "The store at %s has no table %s (nothing was changed; run: daybook migrate)"
                            .formatted(store.url(), table.name()));
        }
        return new StoredSlice(
                table,
                Published.read(connection, view.mart()),
                rows(connection, table, view, slice),
                heldBack(connection, view, slice));
    }

    private static List<Map<String, @Nullable String>> rows(
            Connection connection, MetricTable table, View view, Slice slice) {
        return Sql.query(
                connection,
                STAGE,
                "select %s from %s as daybook_w where %s"
                        .formatted(
                                ViewRow.selectStored(table),
                                table.name(),
                                String.join(" and ", CompleteStatement.isSlice(view, slice))),
                row -> ViewRow.read(row, table, 0));
    }

    private static Optional<String> heldBack(Connection connection, View view, Slice slice) {
        return Sql.query(
                        connection,
                        STAGE,
                        """
                        select reason
                        from daybook.held_back
                        where mart = %s and entity = %s and entity_id = %d
                            and (day is null or day = %s)
                        order by day nulls first
                        limit 1
                        """
                                .formatted(
                                        Literals.text(view.mart()),
                                        Literals.text(view.entity().orElseThrow().table()),
                                        slice.entityId(),
                                        Literals.day(slice.day())),
                        row -> row.getString(1))
                .stream()
                .findFirst();
    }
}
