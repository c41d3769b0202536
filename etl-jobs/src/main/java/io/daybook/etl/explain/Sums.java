package io.daybook.etl.explain;

import static io.daybook.etl.explain.Explainer.orZero;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the fact rows of a slice add up to, per row of the view, beside view and table. */
final class Sums {

    private final List<String> grain;
    private final Map<String, Map<String, BigDecimal>> byGrain = new TreeMap<>();

    /** {@code grain} holds the grain's columns outside the slice. */
    Sums(List<String> grain) {
        this.grain = List.copyOf(grain);
    }

    /** Adds the sums over one fact's rows. */
    void add(List<@Nullable String> of, Map<String, BigDecimal> sums) {
        Map<String, BigDecimal> all =
                byGrain.computeIfAbsent(of.toString(), key -> new LinkedHashMap<>());
        sums.forEach((measure, sum) -> all.merge(measure, sum, BigDecimal::add));
    }

    /**
     * The measures that rows add up to: in every row of the view the sum is the view's own figure.
     * Of others, such as a count of distinct things, a sum over rows says nothing.
     */
    List<String> additive(List<String> measures, List<Map<String, @Nullable String>> whole) {
        Map<String, Map<String, @Nullable String>> view = byGrain(whole);
        return measures.stream()
                .filter(
                        measure ->
                                byGrain.keySet().equals(view.keySet())
                                        && view.entrySet().stream()
                                                .allMatch(row -> adds(measure, row)))
                .toList();
    }

    private boolean adds(String measure, Map.Entry<String, Map<String, @Nullable String>> row) {
        BigDecimal sum = byGrain.getOrDefault(row.getKey(), Map.of()).get(measure);
        BigDecimal figure = Numbers.of(row.getValue().get(measure)).orElse(null);
        return sum == null || figure == null ? sum == figure : sum.compareTo(figure) == 0;
    }

    /** One comparison per row that the view, the table or the sums know. */
    List<Explanation.Comparison> compare(
            List<String> added,
            List<String> measures,
            List<Map<String, @Nullable String>> whole,
            List<Map<String, @Nullable String>> stored) {
        Map<String, Map<String, @Nullable String>> view = byGrain(whole);
        Map<String, Map<String, @Nullable String>> table = byGrain(stored);
        TreeMap<String, String> keys = new TreeMap<>();
        view.keySet().forEach(key -> keys.put(key, key));
        table.keySet().forEach(key -> keys.put(key, key));
        List<Explanation.Comparison> comparisons = new ArrayList<>();
        for (String key : keys.keySet()) {
            Map<String, BigDecimal> sums = new LinkedHashMap<>(byGrain.getOrDefault(key, Map.of()));
            sums.keySet().retainAll(added);
            comparisons.add(
                    new Explanation.Comparison(
                            sums,
                            view.get(key),
                            table.get(key),
                            difference(measures, numbers(table.get(key)), numbers(view.get(key)))));
        }
        return comparisons;
    }

    private static Map<String, BigDecimal> difference(
            List<String> measures,
            Map<String, BigDecimal> stored,
            Map<String, BigDecimal> expected) {
        Map<String, BigDecimal> differences = new LinkedHashMap<>();
        for (String measure : measures) {
            BigDecimal difference = orZero(stored, measure).subtract(orZero(expected, measure));
            if (difference.signum() != 0) {
                differences.put(measure, difference);
            }
        }
        return differences;
    }

    private static Map<String, BigDecimal> numbers(@Nullable Map<String, @Nullable String> row) {
        Map<String, BigDecimal> numbers = new LinkedHashMap<>();
        if (row != null) {
            row.forEach(
                    (column, text) ->
                            Numbers.of(text).ifPresent(number -> numbers.put(column, number)));
        }
        return numbers;
    }

    private Map<String, Map<String, @Nullable String>> byGrain(
            List<Map<String, @Nullable String>> rows) {
        Map<String, Map<String, @Nullable String>> byGrain = new TreeMap<>();
        for (Map<String, @Nullable String> row : rows) {
            List<@Nullable String> of = new ArrayList<>();
            grain.forEach(column -> of.add(row.get(column)));
            byGrain.put(of.toString(), row);
        }
        return byGrain;
    }
}
