package io.daybook.etl.plan;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.engine.CompleteStatement;
import io.daybook.etl.engine.Literals;
import io.daybook.etl.engine.Narrowing;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the slices of a view that the change columns of its inputs name. */
final class SliceFinder {

    private static final int ENTITIES_PER_STATEMENT = 1_000;

    private final Mart mart;
    private final SourceSnapshot snapshot;
    private final String schema;
    private final CompleteStatement statements;
    private final PlanBook book;
    private final EntityChanges entities;
    private final Map<String, Boolean> changedTables = new HashMap<>();
    private final Map<String, Double> seconds = new HashMap<>();

    SliceFinder(
            Mart mart,
            SourceSnapshot snapshot,
            String schema,
            CompleteStatement statements,
            PlanBook book,
            EntityChanges entities) {
        this.mart = mart;
        this.snapshot = snapshot;
        this.schema = schema;
        this.statements = statements;
        this.book = book;
        this.entities = entities;
    }

    /** Adds every slice of the view that a change at or after {@code since} names. */
    void find(View view, Instant since) {
        long started = System.nanoTime();
        findChanged(view, since);
        findEntities(view, entities.of(view), "entity changed");
        findEntities(view, entities.unmarked(view), Part.VERIFICATION);
        findHeldBack(view);
        seconds.merge(view.stem(), (System.nanoTime() - started) / 1e9, Double::sum);
    }

    /** How long finding took, by view. */
    Map<String, Double> seconds() {
        return Map.copyOf(seconds);
    }

    private void findChanged(View view, Instant since) {
        List<Narrowing> changed = new ArrayList<>();
        for (Input input : view.inputs()) {
            if (!(input instanceof Input.Entity) && hasChanged(input.table(), since)) {
                changed.add(new Narrowing.Changed(input.name(), since));
            }
        }
        if (!changed.isEmpty()) {
            find(view, changed, "changed");
        }
    }

    /**
     * In one statement: on small changes its way there and back costs more than its work. Data that
     * the view cannot compute are found by their facts alone: computing them tells.
     */
    private void find(View view, List<Narrowing> narrowings, String reason) {
        try {
            snapshot.attempt(
                    () ->
                            book.find(
                                    source(),
                                    view,
                                    union(
                                            narrowings.stream()
                                                    .map(some -> statements.slices(view, some))),
                                    reason));
        } catch (StatementFailed failure) {
            if (!failure.isDataError()) {
                throw failure.during("Finding the changed slices of " + view.stem());
            }
            book.find(
                    source(),
                    view,
                    union(narrowings.stream().map(some -> statements.candidates(view, some))),
                    reason);
        }
    }

    private static String union(Stream<String> statements) {
        return statements.collect(Collectors.joining("\n) union (\n", "(\n", "\n)"));
    }

    private Connection source() {
        return snapshot.connection();
    }

    private void findEntities(View view, List<Long> changed, String reason) {
        for (int from = 0; from < changed.size(); from += ENTITIES_PER_STATEMENT) {
            List<Long> some =
                    changed.subList(from, Math.min(from + ENTITIES_PER_STATEMENT, changed.size()));
            book.add(view, storedSlices(view, some), reason);
            find(view, List.of(new Narrowing.Entities(some)), reason);
        }
    }

    /**
     * The slices stored under whatever tenant and day, so that what existed only under the old zone
     * or tenant disappears. The key is led by the tenant: its values are found one by one, each by
     * one step into the index, and the entities under each.
     */
    private static String storedSlices(View view, List<Long> entities) {
        return """
        with recursive stored_tenant as (
            select min(tenant_id) as tenant_id from %1$s
            union all
            select (select min(t.tenant_id) from %1$s as t where t.tenant_id > s.tenant_id)
            from stored_tenant as s
            where s.tenant_id is not null
        )
        select t.tenant_id, t.%2$s as entity_id, %3$s
        from stored_tenant as s
        join %1$s as t on t.tenant_id = s.tenant_id and t.%2$s = any (%4$s)"""
                .formatted(
                        view.mart() + "." + view.stem(),
                        view.key(),
                        view.daily() ? "t.day" : "cast(null as date) as day",
                        Literals.ids(entities));
    }

    /**
     * A slice held back is due again until it passes, in all of the mart's views that have a day.
     */
    private void findHeldBack(View view) {
        if (view.daily()) {
            book.add(
                    view,
                    """
                    select tenant_id, entity_id, day
                    from daybook.held_back
                    where mart = %s and entity = %s and day is not null
                    """
                            .formatted(
                                    text(mart.name()), text(view.entity().orElseThrow().table())),
                    "held back");
        }
    }

    private boolean hasChanged(String table, Instant since) {
        return changedTables.computeIfAbsent(
                table,
                name ->
                        Sql.one(
                                snapshot.connection(),
                                "looking for changes",
                                "select exists (select from %s.%s where %s >= %s)"
                                        .formatted(
                                                Literals.identifier(schema),
                                                name,
                                                Mart.CHANGE_COLUMN,
                                                Literals.instant(since)),
                                row -> row.getBoolean(1)));
    }
}
