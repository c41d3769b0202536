package io.daybook.schema.catalogue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a contract must have: names, the change column, and the indexes that its views need. */
final class ContractRules {

    private final Contract contract;
    private final FileProblems problems;

    ContractRules(Contract contract, FileProblems problems) {
        this.contract = contract;
        this.problems = problems;
    }

    /** Reports what is wrong with the tables themselves. */
    void tables() {
        for (Contract.Table table : contract.tables()) {
            Stream.concat(Stream.of(table.name()), table.columnNames().stream())
                    .forEach(name -> Names.check(name, problems));
            if (!table.columnNames().contains(Mart.CHANGE_COLUMN)) {
                problems.add(
                        "Table %s has no change column (expected %s timestamptz not null)"
                                .formatted(table.name(), Mart.CHANGE_COLUMN));
            } else {
                index(new Needed(table.name(), List.of(Mart.CHANGE_COLUMN)), "the change column");
            }
        }
    }

    /** Reports each index that the views' statements need and the contract lacks, once. */
    void indexes(List<View> views) {
        Set<Needed> needed = new LinkedHashSet<>();
        for (View view : views) {
            view.inputs().stream()
                    .flatMap(input -> neededBy(input, view))
                    .filter(ContractRules.this::exists)
                    .forEach(needed::add);
        }
        needed.forEach(one -> index(one, "its views"));
    }

    private Stream<Needed> neededBy(Input input, View view) {
        if (input instanceof Input.Fact fact) {
            return fact.clock()
                    .map(
                            clock ->
                                    Stream.of(
                                            new Needed(fact.table(), List.of(fact.key(), clock)),
                                            new Needed(fact.table(), List.of(clock))))
                    .orElseGet(() -> Stream.of(new Needed(fact.table(), List.of(fact.key()))));
        }
        // found from both ends: the rows of a changed fact, and the fact of a changed row
        return input.link().stream()
                .flatMap(
                        link ->
                                Stream.of(input, view.input(link.of()))
                                        .map(end -> new Needed(end.table(), List.of(link.by()))));
    }

    private boolean exists(Needed index) {
        return contract.tables().stream()
                .filter(table -> table.name().equals(index.table()))
                .anyMatch(table -> table.columnNames().containsAll(index.columns()));
    }

    private void index(Needed needed, String by) {
        Contract.Table table = contract.table(needed.table());
        boolean there =
                Stream.concat(
                                Stream.of(table.primaryKey()),
                                table.indexes().stream().map(Contract.Index::columns))
                        .anyMatch(columns -> startsWith(columns, needed.columns()));
        if (!there) {
            problems.add(
                    "Missing index on %s (%s), needed for %s"
                            .formatted(needed.table(), String.join(", ", needed.columns()), by));
        }
    }

    private static boolean startsWith(List<String> columns, List<String> first) {
        return columns.size() >= first.size() && columns.subList(0, first.size()).equals(first);
    }

    private record Needed(String table, List<String> columns) {}
}
