package io.daybook.schema.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One metric: a pure SELECT under a header, which defines the metric table {@code <mart>.<stem>}.
 *
 * @param mart the mart's name
 * @param stem the name shared by view, table, classes and tests, e.g. {@code event_daily_sales}
 * @param row one sentence for what a row is
 * @param grain the columns that identify a row, {@code tenant_id} first
 * @param slice the unit of replacement: {@code tenant_id}, the entity's key and, where the view has
 *     one, {@code day}
 * @param inputs the names that the text reads, in the header's order
 * @param overStore whether the view is computed in the store from stored tables
 * @param excludes what is left out by definition, for the documentation
 * @param privacy the measure that the privacy floor counts ({@code orders}); empty when none
 * @param finance whether only readers with the finance permission may see it
 * @param future whether days after today hold rows that are meant: bookings ahead, not wrong
 *     clocks; no part of the definition version
 * @param sets columns of the text that are sets of ids ({@code bigint[]}, sorted, without nulls)
 * @param ratios figures that readers compute from two measures, by name in the header's order; no
 *     part of the definition version, as nothing of them is stored
 * @param attributes numbers outside the grain that say something of a row and cannot be added; no
 *     part of the definition version either
 * @param text the SELECT as it stands in the file, without the header; never edited
 * @param version hash of the header's fields and the normalised text: the definition version
 */
public record View(
        String mart,
        String stem,
        String row,
        List<String> grain,
        List<String> slice,
        List<Input> inputs,
        boolean overStore,
        Optional<String> excludes,
        Optional<String> privacy,
        boolean finance,
        boolean future,
        List<String> sets,
        Map<String, Ratio> ratios,
        List<String> attributes,
        String text,
        String version) {

    public View {
        grain = List.copyOf(grain);
        slice = List.copyOf(slice);
        inputs = List.copyOf(inputs);
        sets = List.copyOf(sets);
        ratios = Collections.unmodifiableMap(new LinkedHashMap<>(ratios));
        attributes = List.copyOf(attributes);
    }

    /**
     * The quotient of two sums, whatever the rows are summed over.
     *
     * @param of the measure above the line
     * @param per the measure below it
     */
    public record Ratio(String of, String per) {}

    /** Whether the view's slices have a day. */
    public boolean daily() {
        return slice.contains("day");
    }

    /** The second slice column: the key of the view's entity. */
    public String key() {
        return slice.get(1);
    }

    /** What the view's key identifies, as people call it: {@code event} of {@code event_id}. */
    public String entityName() {
        return key().endsWith("_id") ? key().substring(0, key().length() - "_id".length()) : key();
    }

    /** The entity, for a view over the source. */
    public Optional<Input.Entity> entity() {
        return inputs(Input.Entity.class).findFirst();
    }

    /** The inputs of one role, in the header's order. */
    public <T extends Input> Stream<T> inputs(Class<T> role) {
        return inputs.stream().filter(role::isInstance).map(role::cast);
    }

    /** The input of that name, which the header declares. */
    public Input input(String name) {
        return inputs.stream()
                .filter(input -> input.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("no input " + name + " in " + stem));
    }
}
