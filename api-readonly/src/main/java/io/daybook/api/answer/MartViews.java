package io.daybook.api.answer;

import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The views of a mart as this program and the user's own files define them: the ledger has to know
 * each by its version.
 */
public final class MartViews {

    private final String mart;
    private final Map<String, String> versions = new TreeMap<>();
    private final List<String> daily;
    private final List<String> directories;

    public MartViews(Mart mart) {
        this.mart = mart.name();
        this.daily = mart.views().stream().filter(View::daily).map(View::stem).toList();
        this.directories =
                mart.sourceViews().stream()
                        .filter(view -> !mart.custom().contains(view.stem()))
                        .filter(view -> view.entity().filter(Input.Entity::directory).isPresent())
                        .map(View::stem)
                        .toList();
        for (View view : mart.views()) {
            versions.put(view.stem(), view.version());
        }
    }

    public String mart() {
        return mart;
    }

    public List<String> all() {
        return List.copyOf(versions.keySet());
    }

    /** Those that have rows by local day. */
    public List<String> daily() {
        return daily;
    }

    /** The packaged ones with one row per entity: a tenant without a row there has no data. */
    public List<String> directories() {
        return directories;
    }

    /** The definition version of each view. */
    public Map<String, String> versions() {
        return Map.copyOf(versions);
    }

    /** Whether that is the present definition of that view. */
    public boolean isPresent(String view, String version) {
        return version.equals(versions.get(view));
    }
}
