package io.daybook.schema.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * One subject area.
 *
 * @param views views over the source first, then views over stored tables in topological order
 * @param demo the text of {@code demo.sql}
 */
public record Mart(
        String name,
        Contract contract,
        List<View> views,
        List<Check> checks,
        Optional<String> demo) {

    public Mart {
        views = List.copyOf(views);
        checks = List.copyOf(checks);
    }

    /** The change column that every contract table has. */
    public static final String CHANGE_COLUMN = "updated_at";

    public List<View> sourceViews() {
        return views.stream().filter(view -> !view.overStore()).toList();
    }

    public List<View> storeViews() {
        return views.stream().filter(View::overStore).toList();
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
