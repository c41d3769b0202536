package io.daybook.schema.catalogue;

import io.daybook.schema.catalogue.InvalidCatalogue.Problem;
import io.daybook.schema.sql.SqlFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code sql/<mart>/} into records and checks the rules for views. */
final class CatalogueLoader {

    private final List<Mart> marts = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, String> martOfStem = new HashMap<>();

    private CatalogueLoader() {}

    static Catalogue fromClassPath() {
        var files = SqlFiles.packagedWith(CatalogueLoader.class);
        if (files.isEmpty()) {
            throw new IllegalStateException("no mart is packaged with metrics-schema below sql/");
        }
        return load(files);
    }

    static Catalogue fromDirectory(Path directory) {
        return load(SqlFiles.inDirectory(directory));
    }

    /** The packaged marts with the views of a directory besides. */
    static Catalogue fromClassPathAnd(Path directory) {
        return load(SqlFiles.packagedWith(CatalogueLoader.class), Optional.of(directory));
    }

    private static Catalogue load(SortedMap<String, SortedMap<String, String>> files) {
        return load(files, Optional.empty());
    }

    private static Catalogue load(
            SortedMap<String, SortedMap<String, String>> files, Optional<Path> directory) {
        CatalogueLoader loader = new CatalogueLoader();
        CustomFiles custom =
                directory
                        .map(path -> CustomFiles.read(path, files, loader.problems))
                        .orElseGet(CustomFiles::none);
        files.forEach((mart, own) -> loader.read(mart, own, custom.of(mart)));
        if (!loader.problems.isEmpty()) {
            throw new InvalidCatalogue(loader.problems);
        }
        return new Catalogue(loader.marts);
    }

    private void read(
            String mart, SortedMap<String, String> packaged, SortedMap<String, String> custom) {
        SortedMap<String, String> files = new TreeMap<>(packaged);
        files.putAll(custom);
        MartReader reader = new MartReader(mart, files, custom.keySet());
        marts.add(reader.read());
        problems.addAll(reader.problems());
        for (String stem : reader.stems()) {
            String other = martOfStem.putIfAbsent(stem, mart);
            if (other != null) {
                problems.add(
                        new Problem(
                                mart + "/view_" + stem + ".sql",
                                "Stem %s is taken by the mart %s (expected a stem of its own)"
                                        .formatted(stem, other)));
            }
        }
    }
}
