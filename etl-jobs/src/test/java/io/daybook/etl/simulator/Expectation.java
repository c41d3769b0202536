package io.daybook.etl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.etl.differential.OperationalRows;
import io.daybook.etl.differential.SliceChanges;
import io.daybook.etl.differential.SliceContents;
import io.daybook.etl.engine.MetricTable;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Which slices may differ from the view over the source as of the publication: those that a row
 * left without a mark and that nothing has recomputed since. Everything else must be equal, but for
 * what is held back; what is no longer held back must be equal again.
 *
 * <p>An entity that changed while a day of it was held back has slices of both states, so that
 * every run recomputes all of them until nothing of it is held back.
 */
final class Expectation {

    private final OperationalRows source;
    private final OperationalRows store;
    private final Mart mart;
    private final Map<String, MetricTable> tables;
    private final Map<String, Set<String>> differing = new HashMap<>();

    /** The keys of the entities that changed while something of them was held back. */
    private Set<String> mixed = Set.of();

    private SourceState published;

    /** After the first build, of that state: nothing differs. */
    Expectation(
            OperationalRows source,
            OperationalRows store,
            Mart mart,
            Map<String, MetricTable> tables,
            SourceState built) {
        this.source = source;
        this.store = store;
        this.mart = mart;
        this.tables = tables;
        this.published = built;
        for (View view : mart.sourceViews()) {
            differing.put(view.stem(), Set.of());
            assertThat(found(view, built)).isEmpty();
        }
    }

    /** The slices that may be named as drift and those that must be. */
    record Drift(long atLeast, long atMost) {}

    SourceState published() {
        return published;
    }

    /**
     * Checks the tables after a publication.
     *
     * @param now the source at its as-of
     * @param horizon the horizon of the publication before
     * @param recomputed whether a slice of a view was recomputed whatever its marks
     */
    void published(SourceState now, String horizon, BiPredicate<View, String> recomputed) {
        for (View view : mart.sourceViews()) {
            Set<String> allowed = allowed(view, now, horizon);
            allowed.removeIf(slice -> recomputed.test(view, slice));
            Set<String> found = found(view, now);
            assertThat(allowed)
                    .as(
                            () ->
                                    "slices of %s that differ:\n%s"
                                            .formatted(view.stem(), rows(view, now, found)))
                    .containsAll(found);
            differing.put(view.stem(), found);
        }
        mixed = mixed(now);
        published = now;
    }

    private Set<String> mixed(SourceState now) {
        Set<String> changed = new HashSet<>(mixed);
        mart.sourceViews().forEach(view -> changed.addAll(changes(now).changedEntities(view)));
        Set<String> mixed = new HashSet<>();
        for (String eventAndDay : now.notNumbers()) {
            mixed.add(SourceState.event("|" + eventAndDay));
        }
        mixed.retainAll(changed);
        mixed.addAll(now.unknown());
        return mixed;
    }

    /** What a comparison with the source as it is now names, of the views and days compared. */
    Drift drift(SourceState now, String horizon, BiPredicate<View, String> compared) {
        long atLeast = 0;
        long atMost = 0;
        for (View view : mart.sourceViews()) {
            Set<String> allowed = allowed(view, now, horizon);
            Set<String> found = found(view, now);
            found.removeAll(marked(view, now, horizon, false));
            found.removeIf(slice -> published.holdsBack(slice) && !isVanished(slice, now));
            allowed.removeIf(now::holdsBack);
            atMost += allowed.size();
            atLeast += found.stream().filter(slice -> compared.test(view, slice)).count();
        }
        return new Drift(atLeast, atMost);
    }

    /** The number of slices that differ from the source as of the publication. */
    long count() {
        return differing.values().stream().mapToLong(Set::size).sum();
    }

    private Set<String> found(View view, SourceState now) {
        Set<String> found =
                new TreeSet<>(
                        SliceContents.ofTable(store, tables.get(view.stem()))
                                .differing(now.contents().get(view.stem())));
        found.removeIf(now::holdsBack);
        return found;
    }

    private Set<String> allowed(View view, SourceState now, String horizon) {
        Set<String> allowed = new TreeSet<>(differing.get(view.stem()));
        allowed.addAll(changes(now).left(view));
        allowed.removeAll(marked(view, now, horizon, true));
        allowed.removeIf(published::holdsBack);
        stored(view).stream().filter(slice -> isVanished(slice, now)).forEach(allowed::add);
        return allowed;
    }

    /** Its event waited for its zone, then was deleted without a mark. */
    private boolean isVanished(String slice, SourceState now) {
        String event = SourceState.event(slice);
        return published.unknown().contains(event) && !now.events().contains(event);
    }

    /** Of an entity that differs, also what an earlier row without a mark left in the table. */
    private Set<String> marked(View view, SourceState now, String horizon, boolean named) {
        SliceChanges changes = changes(now);
        Set<String> marked = changes.marked(view, horizon, named);
        Set<String> changed = changes.changedEntities(view);
        changed.addAll(mixed);
        changed.retainAll(now.events());
        stored(view).stream()
                .filter(slice -> changed.contains(SourceState.event(slice)))
                .forEach(marked::add);
        return marked;
    }

    private Set<String> stored(View view) {
        return SliceContents.ofTable(store, tables.get(view.stem())).rowsBySlice().keySet();
    }

    /** Stored and expected rows of slices. */
    private String rows(View view, SourceState now, Set<String> slices) {
        Map<String, String> stored =
                SliceContents.ofTable(store, tables.get(view.stem())).rowsBySlice();
        Map<String, String> expected = now.contents().get(view.stem()).rowsBySlice();
        StringBuilder rows = new StringBuilder();
        for (String slice : slices) {
            rows.append(slice)
                    .append("\nstored:\n")
                    .append(stored.get(slice))
                    .append("\nexpected:\n")
                    .append(expected.get(slice))
                    .append('\n');
        }
        return rows.toString();
    }

    private SliceChanges changes(SourceState now) {
        return new SliceChanges(source, mart, published.schema(), now.schema());
    }
}
