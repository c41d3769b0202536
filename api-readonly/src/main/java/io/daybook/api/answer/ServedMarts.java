package io.daybook.api.answer;

import io.daybook.api.store.MartTables;
import io.daybook.api.store.Store;
import io.daybook.schema.catalogue.Catalogue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The marts that the store has, in the catalogue's order; looked up once, when the process starts.
 */
public record ServedMarts(List<MartViews> installed) {

    public ServedMarts {
        installed = List.copyOf(installed);
    }

    /** Those of the catalogue that this store has for this role. */
    public static ServedMarts of(Catalogue catalogue, Store store) {
        Set<String> there = MartTables.installed(store);
        return new ServedMarts(
                catalogue.marts().stream()
                        .filter(mart -> there.contains(mart.name()))
                        .map(MartViews::new)
                        .toList());
    }

    /** The mart of that name; empty when it is not installed. */
    public Optional<MartViews> find(String mart) {
        return installed.stream().filter(views -> views.mart().equals(mart)).findFirst();
    }
}
