package io.daybook.schema.catalogue;

import java.nio.file.Path;
import java.util.List;

/** All marts, read from {@code sql/<mart>/} and checked. */
public record Catalogue(List<Mart> marts) {

    public Catalogue {
        marts = List.copyOf(marts);
    }

    /**
     * Reads the catalogue that is packaged with this module.
     *
     * @throws InvalidCatalogue naming every problem of every file at once
     */
    public static Catalogue load() {
        return CatalogueLoader.fromClassPath();
    }

    /**
     * Reads a catalogue from a directory with one folder per mart, as {@code sql/} is.
     *
     * @throws InvalidCatalogue naming every problem of every file at once
     */
    public static Catalogue load(Path directory) {
        return CatalogueLoader.fromDirectory(directory);
    }

    /**
     * Reads the packaged catalogue and beside it the views of the user's own: files {@code
     * <directory>/<mart>/view_<stem>.sql} over the contracts of the packaged marts.
     *
     * @throws InvalidCatalogue naming every problem of every file at once
     */
    public static Catalogue loadWith(Path directory) {
        return CatalogueLoader.fromClassPathAnd(directory);
    }

    /**
     * The mart of that name.
     *
     * @throws UnknownName naming the nearest known mart
     */
    public Mart mart(String name) {
        return marts.stream()
                .filter(mart -> mart.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UnknownName(
                                        "mart", name, marts.stream().map(Mart::name).toList()));
    }

    /**
     * The view of that stem, in whichever mart; {@code view_event_daily_sales} is accepted for
     * {@code event_daily_sales}.
     *
     * @throws UnknownName naming the nearest known view
     */
    public View view(String stem) {
        String wanted = stem.startsWith("view_") ? stem.substring("view_".length()) : stem;
        List<View> all = marts.stream().flatMap(mart -> mart.views().stream()).toList();
        return all.stream()
                .filter(view -> view.stem().equals(wanted))
                .findFirst()
                .orElseThrow(
                        () -> new UnknownName("view", stem, all.stream().map(View::stem).toList()));
    }
}
