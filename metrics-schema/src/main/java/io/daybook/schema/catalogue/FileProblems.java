package io.daybook.schema.catalogue;

import io.daybook.schema.catalogue.InvalidCatalogue.Problem;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one file. */
final class FileProblems {

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    FileProblems(String file) {
        this.file = file;
    }

    void add(String says) {
        found.add(new Problem(file, says));
    }

    boolean none() {
        return found.isEmpty();
    }

    List<Problem> found() {
        return List.copyOf(found);
    }
}
