package io.daybook.cli.output;

import io.daybook.schema.catalogue.UnknownName;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How results are printed on standard output. */
public enum OutputFormat {
    TABLE,
    JSON,
    CSV;

    /** Reads the name that is shown. */
    public static OutputFormat of(String name) {
        return Stream.of(values())
                .filter(format -> format.toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new UnknownName("format", name, List.of("table", "json", "csv")));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
