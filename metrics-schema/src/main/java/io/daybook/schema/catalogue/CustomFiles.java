package io.daybook.schema.catalogue;

import io.daybook.schema.catalogue.InvalidCatalogue.Problem;
import io.daybook.schema.sql.SqlFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The view files of a directory of the user's own, by mart; what is no such file is a problem.
 *
 * @param files those that can be read beside the packaged ones
 */
record CustomFiles(Map<String, SortedMap<String, String>> files) {

    static CustomFiles none() {
        return new CustomFiles(Map.of());
    }

    static CustomFiles read(
            Path directory,
            SortedMap<String, SortedMap<String, String>> packaged,
            List<Problem> problems) {
        if (!Files.isDirectory(directory)) {
            problems.add(
                    new Problem(
                            directory.toString(),
                            "No such directory (expected one with a folder per mart, for"
                                    + " view_<stem>.sql files)"));
            return none();
        }
        Map<String, SortedMap<String, String>> files = new TreeMap<>();
        SqlFiles.inDirectory(directory)
                .forEach(
                        (mart, own) -> {
                            if (packaged.containsKey(mart)) {
                                files.put(mart, views(mart, own, packaged.get(mart), problems));
                            } else {
                                String says =
                                        new UnknownName(
                                                        "mart",
                                                        mart,
                                                        List.copyOf(packaged.keySet()))
                                                .getMessage();
                                problems.add(new Problem(mart, says));
                            }
                        });
        return new CustomFiles(files);
    }

    private static SortedMap<String, String> views(
            String mart,
            SortedMap<String, String> own,
            SortedMap<String, String> packaged,
            List<Problem> problems) {
        SortedMap<String, String> views = new TreeMap<>();
        own.forEach(
                (file, content) -> {
                    String path = mart + "/" + file;
                    if (!file.startsWith("view_") || !file.endsWith(".sql")) {
                        problems.add(
                                new Problem(path, "Unknown file (expected view_<stem>.sql only)"));
                    } else if (packaged.containsKey(file)) {
                        problems.add(
                                new Problem(
                                        path,
                                        "Stem taken by a packaged view (expected another name)"));
                    } else {
                        views.put(file, content);
                    }
                });
        return views;
    }

    SortedMap<String, String> of(String mart) {
        return files.getOrDefault(mart, Collections.emptySortedMap());
    }
}
