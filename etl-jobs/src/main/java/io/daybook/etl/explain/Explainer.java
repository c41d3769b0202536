package io.daybook.etl.explain;

import io.daybook.etl.check.CustomViews;
import io.daybook.etl.database.Databases;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.engine.CompleteStatement;
import io.daybook.etl.engine.Slice;
import io.daybook.etl.engine.UnknownZones;
import io.daybook.etl.plan.EntityChanges;
import io.daybook.etl.plan.Published;
import io.daybook.etl.plan.SourceSnapshot;
import io.daybook.etl.run.RunFailure;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Explains one stored slice by the rows of the source that it is made from: each row by itself, put
 * through the view's own text, and what the rows add up to beside what is stored.
 *
 * <p>Takes no lock and changes nothing. The store is read before the source, so that a change in
 * between is a pending one and no drift.
 */
public final class Explainer {

    /** Rows of facts that are shown; sums are over all. */
    public static final int ROWS_SHOWN = 1000;

    private final Mart mart;
    private final SourceSettings source;
    private final StoreSettings store;
    private final int rowsShown;

    public Explainer(Mart mart, SourceSettings source, StoreSettings store) {
        this(mart, source, store, ROWS_SHOWN);
    }

    Explainer(Mart mart, SourceSettings source, StoreSettings store, int rowsShown) {
        this.mart = mart;
        this.source = source;
        this.store = store;
        this.rowsShown = rowsShown;
    }

    /**
     * Explains a slice of a view over the source; one that does not exist is explained as absent.
     *
     * @param slice as {@link SliceKeys#read} made it for this view
     * @throws RunFailure with exit code 2 for a view of the user's own that a run would not compute
     */
    public Explanation explain(View view, Slice slice) {
        if (mart.custom().contains(view.stem())) {
            refuseUnproved();
        }
        StoredSlice stored = StoredSlice.read(store, view, slice);
        try (SourceSnapshot snapshot = SourceSnapshot.take(source)) {
            snapshot.useIndexes();
            UnknownZones unknownZones =
                    UnknownZones.read(
                            snapshot.connection(), source.schema(), EntityChanges.entities(mart));
            SourceRows rows =
                    new SourceRows(
                            snapshot.connection(),
                            source.schema(),
                            mart,
                            new CompleteStatement(mart, source.schema(), unknownZones),
                            stored.table(),
                            slice);
            return explain(view, slice, stored, rows, snapshot);
        }
    }

    private void refuseUnproved() {
        try (Connection connection = Databases.store(store, "explain " + mart.name())) {
            CustomViews.problem(mart, connection, source)
                    .ifPresent(
                            problem -> {
                                throw new RunFailure(2, problem + " (nothing was computed)");
                            });
        } catch (SQLException exception) {
            throw new IllegalStateException("closing the store's connection", exception);
        }
    }

    private Explanation explain(
            View view, Slice slice, StoredSlice stored, SourceRows rows, SourceSnapshot snapshot) {
        List<Explanation.FactRow> shown = new ArrayList<>();
        Sums sums = new Sums(rows.grain());
        long count = 0;
        for (Input fact : rows.facts()) {
            int room = rowsShown - shown.size();
            // one more than there is room for tells whether there are more
            List<Explanation.FactRow> some = rows.rows(fact, room + 1);
            count += some.size() > room ? rows.count(fact) : some.size();
            shown.addAll(some.subList(0, Math.min(room, some.size())));
            rows.sums(fact).forEach(sums::add);
        }
        Outcome outcome = new Outcome(view, slice, stored, rows.whole());
        Explanation.Verdict verdict = outcome.verdict(rows);
        List<String> added = sums.additive(stored.table().measures(), outcome.whole());
        List<String> columns = ViewRow.columns(stored.table()).stream().map(c -> c.name()).toList();
        return new Explanation(
                view.mart(),
                view.stem(),
                keys(view, slice),
                snapshot.asOf(),
                stored.published().map(Published::generation).orElse(null),
                stored.published().map(Published::asOf).orElse(null),
                columns,
                count,
                shown,
                sums.compare(added, stored.table().measures(), outcome.whole(), stored.rows()),
                columns.stream()
                        .filter(column -> !added.contains(column) && !rows.grain().contains(column))
                        .toList(),
                verdict,
                outcome.messages(verdict));
    }

    private static Map<String, String> keys(View view, Slice slice) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("tenant_id", slice.tenantId());
        keys.put(view.key(), String.valueOf(slice.entityId()));
        if (view.daily()) {
            keys.put("day", String.valueOf(slice.day()));
        }
        return keys;
    }

    /** A number that is not there counts as nothing. */
    static BigDecimal orZero(Map<String, BigDecimal> numbers, String measure) {
        return numbers.getOrDefault(measure, BigDecimal.ZERO);
    }
}
