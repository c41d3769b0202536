package io.daybook.etl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.differential.OperationalRows;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.engine.StoreStatement;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the store says of itself, and whether that fits together. */
final class StoreFacts {

    private final OperationalRows store;
    private final Mart mart;
    private final Map<String, MetricTable> tables;

    StoreFacts(OperationalRows store, Mart mart, Map<String, MetricTable> tables) {
        this.store = store;
        this.mart = mart;
        this.tables = tables;
    }

    long generation() {
        return Long.parseLong(value("select max(generation) from daybook.generation"));
    }

    String horizon() {
        return value("select horizon from daybook.generation order by generation desc limit 1");
    }

    /** {@code event|day} of each day held back, {@code event|-} of each event. */
    Set<String> heldBack() {
        return new HashSet<>(
                store.column(
                        "select entity_id || '|' || coalesce(cast(day as text), '-') from daybook.held_back"));
    }

    void assertConsistent() {
        assertThat(
                        store.column(
                                """
                                select cast(row(s.generation = g.generation, s.as_of = g.as_of,
                                    s.horizon = g.horizon, g.horizon <= g.as_of,
                                    s.held_back_count = (select count(*) from daybook.held_back),
                                    g.generation = (select count(*) from daybook.generation),
                                    (select max(generation) from daybook.ledger) <= g.generation)
                                    as text)
                                from daybook.mart_state as s
                                join daybook.generation as g using (mart)
                                order by g.generation desc
                                limit 1
                                """))
                .as("generation, as-of, horizon, held back, generations without a gap, ledger")
                .containsExactly("(t,t,t,t,t,t,t)");
        mart.storeViews().forEach(this::assertEqualsItsText);
        mart.sourceViews().stream().filter(View::daily).forEach(this::assertLedgerCounts);
    }

    private void assertEqualsItsText(View view) {
        MetricTable table = tables.get(view.stem());
        String text = table.rowText("r");
        String expected =
                "select %s as t from (select %s from (%s) as daybook_w) as r"
                        .formatted(text, table.castColumns(), StoreStatement.whole(view));
        String stored = "select %s as t from %s as r".formatted(text, table.name());
        assertThat(
                        store.column(
                                "(%1$s except all %2$s) union all (%2$s except all %1$s)"
                                        .formatted("(" + expected + ")", "(" + stored + ")")))
                .as("rows of %s that are not its view's over the stored tables", view.stem())
                .isEmpty();
    }

    private void assertLedgerCounts(View view) {
        assertThat(
                        store.column(
                                """
                                select day
                                from daybook.ledger as l
                                where view = '%s' and day is not null and row_count <> (
                                    select count(*) from %s as t where t.day = l.day)
                                """
                                        .formatted(view.stem(), tables.get(view.stem()).name())))
                .as("days of %s whose rows the ledger miscounts", view.stem())
                .isEmpty();
    }

    private String value(String query) {
        List<String> values = store.column(query);
        assertThat(values).as(query).hasSize(1);
        return values.get(0);
    }
}
