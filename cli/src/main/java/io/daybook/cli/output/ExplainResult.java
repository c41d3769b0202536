package io.daybook.cli.output;

import io.daybook.etl.explain.Explanation;
import io.daybook.etl.explain.Explanation.Comparison;
import io.daybook.etl.explain.Explanation.FactRow;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A slice row by row, like an account: the rows, their sum, what is stored, the difference. */
public final class ExplainResult {

    private ExplainResult() {}

    public static Result of(Explanation explanation) {
        List<String> columns = new ArrayList<>(List.of("what"));
        columns.addAll(explanation.columns());
        columns.add("row");
        Table table = new Table(columns.toArray(String[]::new));
        for (FactRow row : explanation.rows()) {
            for (Map<String, @Nullable String> contribution : row.contributions()) {
                add(table, explanation, row.fact(), contribution, text(row.columns()));
            }
        }
        explanation.comparisons().forEach(row -> compare(table, explanation, row));
        return new Result(
                explanation.mart(), explanation, table, before(explanation), after(explanation));
    }

    private static void compare(Table table, Explanation explanation, Comparison row) {
        add(table, explanation, "sum of the rows", row.sum(), null);
        add(table, explanation, "the view now", row.view(), null);
        add(table, explanation, "stored", row.stored(), row.stored() == null ? "nothing" : null);
        if (!row.difference().isEmpty()) {
            add(table, explanation, "stored - view", row.difference(), null);
        }
    }

    private static void add(
            Table table,
            Explanation explanation,
            String what,
            @Nullable Map<String, ?> values,
            @Nullable String row) {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(what);
        for (String column : explanation.columns()) {
            cells.add(values == null ? null : values.get(column));
        }
        cells.add(row);
        table.row(cells.toArray());
    }

    private static String text(Map<String, @Nullable String> columns) {
        return columns.entrySet().stream()
                .map(
                        column ->
                                column.getKey()
                                        + "="
                                        + (column.getValue() == null ? "-" : column.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String slice(Explanation explanation) {
        return explanation.slice().entrySet().stream()
                .map(Map.Entry::toString)
                .collect(Collectors.joining(" "));
    }

    private static List<String> before(Explanation explanation) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s, %s: %d rows of facts, as of %s"
                        .formatted(
                                explanation.view(),
                                slice(explanation),
                                explanation.factRows(),
                                explanation.asOf().truncatedTo(ChronoUnit.SECONDS)));
        if (explanation.generation() != null && explanation.publishedAsOf() != null) {
            lines.add(
                    "stored: generation %d, as of %s"
                            .formatted(
                                    explanation.generation(),
                                    explanation.publishedAsOf().truncatedTo(ChronoUnit.SECONDS)));
        }
        if (explanation.factRows() > explanation.rows().size()) {
            lines.add(
                    "shown: the first %d by key; the sums are over all"
                            .formatted(explanation.rows().size()));
        }
        return lines;
    }

    private static List<String> after(Explanation explanation) {
        List<String> lines = new ArrayList<>();
        if (!explanation.rows().isEmpty() && !explanation.notAdded().isEmpty()) {
            lines.add("not added up: " + String.join(", ", explanation.notAdded()));
        }
        lines.addAll(explanation.messages());
        return lines;
    }
}
