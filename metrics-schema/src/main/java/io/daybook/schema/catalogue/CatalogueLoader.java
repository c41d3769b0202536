package io.daybook.schema.catalogue;

import io.daybook.schema.catalogue.InvalidCatalogue.Problem;
import io.daybook.schema.sql.SqlFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

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

    private static Catalogue load(SortedMap<String, SortedMap<String, String>> files) {
        CatalogueLoader loader = new CatalogueLoader();
        files.forEach(loader::read);
        if (!loader.problems.isEmpty()) {
            throw new InvalidCatalogue(loader.problems);
        }
        return new Catalogue(loader.marts);
    }

    private void read(String mart, SortedMap<String, String> files) {
        MartReader reader = new MartReader(mart, files);
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
