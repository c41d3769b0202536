package io.daybook.schema.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One subject area.
 *
 * @param views views over the source first, then views over stored tables in topological order
 * @param demo the text of {@code demo.sql}
 * @param custom the stems of the views that are the user's own and not packaged
 */
public record Mart(
        String name,
        Contract contract,
        List<View> views,
        List<Check> checks,
        Optional<String> demo,
        Set<String> custom) {

    public Mart {
        views = List.copyOf(views);
        checks = List.copyOf(checks);
        custom = Set.copyOf(custom);
    }

    /** The change column that every contract table has. */
    public static final String CHANGE_COLUMN = "updated_at";

    public List<View> sourceViews() {
        return views.stream().filter(view -> !view.overStore()).toList();
    }

    public List<View> storeViews() {
        return views.stream().filter(View::overStore).toList();
    }

    /** The views that are the user's own. */
    public List<View> customViews() {
        return views.stream().filter(view -> custom.contains(view.stem())).toList();
    }

    /** The packaged view with one row per entity of that key; empty when there is none. */
    public Optional<View> directory(String key) {
        return sourceViews().stream()
                .filter(view -> !custom.contains(view.stem()))
                .filter(view -> view.key().equals(key))
                .filter(view -> view.entity().filter(Input.Entity::directory).isPresent())
                .findFirst();
    }

    /** The view of that stem, which exists. */
    public View view(String stem) {
        return views.stream()
                .filter(view -> view.stem().equals(stem))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no view " + stem + " in " + name));
    }

    /** The checks of one stage, in file order. */
    public List<Check> checks(Check.Stage stage) {
        return checks.stream().filter(check -> check.stage() == stage).toList();
    }
}
