package io.daybook.cli.output;

import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The catalogue as text: marts, views, what they read, where they are served. */
public final class CatalogResult {

    private CatalogResult() {}

    /** One line of the catalogue, as JSON shows it. */
    public record Entry(
            String mart,
            String view,
            String table,
            String row,
            List<String> grain,
            List<String> slice,
            List<String> inputs,
            List<String> endpoints) {}

    public static Result of(Mart mart, List<String> endpoints) {
        List<Entry> entries = mart.views().stream().map(view -> entry(view, endpoints)).toList();
        Table table = new Table("view", "reads", "table", "grain");
        for (View view : mart.views()) {
            table.row(
                    "view_" + view.stem(),
                    tables(view),
                    table(view),
                    String.join(", ", view.grain()));
        }
        return new Result(
                mart.name(),
                entries,
                table,
                List.of(),
                endpoints.stream().map(path -> "served at: " + path).toList());
    }

    private static Entry entry(View view, List<String> endpoints) {
        return new Entry(
                view.mart(),
                view.stem(),
                table(view),
                view.row(),
                view.grain(),
                view.slice(),
                view.inputs().stream().map(CatalogResult::input).collect(Collectors.toList()),
                endpoints);
    }

    private static String table(View view) {
        return view.mart() + "." + view.stem();
    }

    private static String tables(View view) {
        return view.inputs().stream()
                .map(Input::table)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String input(Input input) {
        String role = input.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        String table = input.name().equals(input.table()) ? "" : " = " + input.table();
        return switch (role) {
            case "storedtable" -> input.name() + table + " (stored)";
            default -> input.name() + table + " (" + role + ")";
        };
    }
}
