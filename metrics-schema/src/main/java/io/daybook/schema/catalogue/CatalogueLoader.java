package io.daybook.schema.catalogue;

import java.util.List;

/** Reads {@code sql/<mart>/} into records and checks the rules for views. */
final class CatalogueLoader {

    private CatalogueLoader() {}

    static Catalogue fromClassPath() {
        return new Catalogue(List.of());
    }
}
