package io.daybook.cli.command.run;

import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.UnknownName;
import io.daybook.schema.catalogue.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The views of one mart as named on the command line, with or without {@code view_}. */
final class Views {

    private static final String PREFIX = "view_";

    private Views() {}

    /**
     * The stems of these views; none when none is named.
     *
     * @throws UnknownName naming the mart's nearest view
     */
    static List<String> of(Mart mart, @Nullable List<String> names) {
        List<String> known = mart.views().stream().map(View::stem).toList();
        return (names == null ? List.<String>of() : names)
                .stream().map(name -> stem(name, known)).distinct().toList();
    }

    private static String stem(String name, List<String> known) {
        String stem = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        if (!known.contains(stem)) {
            throw new UnknownName("view", name, known);
        }
        return stem;
    }
}
