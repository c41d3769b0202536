package io.daybook.schema.proof;

import io.daybook.schema.catalogue.Check.Compare;
import io.daybook.schema.catalogue.View;
import io.daybook.schema.sets.SetColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the columns of a result must be. */
final class ResultRules {

    private static final String DAY = "day";
    private static final String DATE = "date";
    private static final String ARRAY_OF_IDS = "bigint[]";
    private static final Pattern NUMBER =
            Pattern.compile("smallint|integer|bigint|numeric(\\(.*\\))?");

    private ResultRules() {}

    /** One sentence per column that the header promises and the text does not return. */
    static List<String> broken(View view, List<Column> columns) {
        List<String> found = new ArrayList<>();
        found.addAll(missing("Grain column", view.grain(), columns));
        found.addAll(missing("Privacy column", view.privacy().stream().toList(), columns));
        found.addAll(missing("Attribute", view.attributes(), columns));
        found.addAll(ratios(view, columns));
        found.addAll(sets(view, columns));
        columns.stream()
                .filter(column -> column.name().equals(DAY) && view.daily())
                .filter(column -> !column.type().equals(DATE))
                .forEach(
                        column ->
                                found.add(
                                        "Column day is %s (expected date)"
                                                .formatted(column.type())));
        return found;
    }

    /** A set is an array of ids, and leaves the names of the columns that are stored beside it. */
    private static List<String> sets(View view, List<Column> columns) {
        List<String> found = new ArrayList<>(missing("Set", view.sets(), columns));
        List<String> beside =
                view.sets().stream().flatMap(set -> SetColumns.of(set).beside().stream()).toList();
        for (Column column : columns) {
            boolean array = column.type().equals(ARRAY_OF_IDS);
            if (view.sets().contains(column.name()) != array) {
                found.add(
                        array
                                ? "Column %s is %s (expected it in the header's sets)"
                                        .formatted(column.name(), column.type())
                                : "Set %s is %s (expected %s)"
                                        .formatted(column.name(), column.type(), ARRAY_OF_IDS));
            }
            if (beside.contains(column.name())) {
                found.add("Column %s has the name of a set's own".formatted(column.name()));
            }
        }
        return found;
    }

    /** What a reader divides must be there to be added, under a name of its own. */
    private static List<String> ratios(View view, List<Column> columns) {
        List<Column> measures =
                columns.stream()
                        .filter(column -> NUMBER.matcher(column.type()).matches())
                        .filter(column -> !view.grain().contains(column.name()))
                        .filter(column -> !view.attributes().contains(column.name()))
                        .toList();
        List<String> found = new ArrayList<>();
        view.ratios()
                .forEach(
                        (name, ratio) -> {
                            found.addAll(
                                    missing(
                                            "Part of the ratio " + name + ":",
                                            List.of(ratio.of(), ratio.per()),
                                            measures));
                            if (columns.stream().anyMatch(column -> column.name().equals(name))) {
                                found.add("Ratio %s has the name of a column".formatted(name));
                            }
                        });
        return found;
    }

    /** One sentence per difference between a compare check's columns and the view's. */
    static List<String> broken(
            Compare compare, View view, List<Column> viewColumns, List<Column> columns) {
        List<String> found = new ArrayList<>();
        found.addAll(missing("Measure", compare.measures(), viewColumns));
        List<String> expected =
                Stream.concat(view.slice().stream(), compare.measures().stream()).toList();
        List<String> names = columns.stream().map(Column::name).toList();
        if (!names.equals(expected)) {
            found.add("Returns the columns %s (expected %s)".formatted(names, expected));
        }
        return found;
    }

    private static List<String> missing(String what, List<String> names, List<Column> columns) {
        List<String> there = columns.stream().map(Column::name).toList();
        return names.stream()
                .filter(name -> !there.contains(name))
                .map(name -> "%s %s is not among the columns %s".formatted(what, name, there))
                .toList();
    }
}
