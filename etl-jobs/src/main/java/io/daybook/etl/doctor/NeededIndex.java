package io.daybook.etl.doctor;

import io.daybook.schema.catalogue.Check;
import io.daybook.schema.catalogue.Contract;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An index that the statements of a run rely on.
 *
 * @param table a contract table
 * @param columns the leading columns that an index must have, in order
 */
record NeededIndex(String table, List<String> columns) {

    NeededIndex {
        columns = List.copyOf(columns);
    }

    /** Those of a mart, without those that another one of them serves. */
    static List<NeededIndex> of(Mart mart) {
        Set<NeededIndex> needed = new LinkedHashSet<>();
        for (Contract.Table table : mart.contract().tables()) {
            needed.add(new NeededIndex(table.name(), table.primaryKey()));
            needed.add(new NeededIndex(table.name(), List.of(Mart.CHANGE_COLUMN)));
        }
        for (View view : mart.sourceViews()) {
            needed.addAll(of(view.inputs()));
        }
        for (Check check : mart.checks(Check.Stage.SOURCE)) {
            needed.addAll(of(check.inputs()));
        }
        return needed.stream()
                .filter(one -> needed.stream().noneMatch(other -> other.alsoServes(one)))
                .toList();
    }

    private static List<NeededIndex> of(List<Input> inputs) {
        List<NeededIndex> needed = new ArrayList<>();
        for (Input input : inputs) {
            if (input instanceof Input.Fact fact) {
                needed.addAll(of(fact));
            }
            // found from both ends: the rows of a changed fact, and the fact of a changed row
            input.link()
                    .ifPresent(
                            link ->
                                    Stream.of(input, named(inputs, link.of()))
                                            .map(end -> end.table())
                                            .map(end -> new NeededIndex(end, List.of(link.by())))
                                            .forEach(needed::add));
        }
        return needed;
    }

    private static List<NeededIndex> of(Input.Fact fact) {
        return fact.clock()
                .map(
                        clock ->
                                List.of(
                                        new NeededIndex(fact.table(), List.of(fact.key(), clock)),
                                        new NeededIndex(fact.table(), List.of(clock))))
                .orElseGet(() -> List.of(new NeededIndex(fact.table(), List.of(fact.key()))));
    }

    private static Input named(List<Input> inputs, String name) {
        return inputs.stream().filter(input -> input.name().equals(name)).findFirst().orElseThrow();
    }

    private boolean alsoServes(NeededIndex other) {
        return !equals(other) && table.equals(other.table) && startsWith(columns, other.columns);
    }

    /** Whether an index on {@code indexed} has what is needed in front. */
    boolean servedBy(List<String> indexed) {
        return startsWith(indexed, columns);
    }

    private static boolean startsWith(List<String> columns, List<String> first) {
        return columns.size() >= first.size() && columns.subList(0, first.size()).equals(first);
    }

    /** E.g. {@code ticket_order (event_id, paid_at)}. */
    @Override
    public String toString() {
        return table + " (" + String.join(", ", columns) + ")";
    }
}
