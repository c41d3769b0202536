package io.daybook.schema.catalogue;

import java.util.List;
import java.util.Optional;

/** What holds for the inputs that stand for contract tables, in views and in checks. */
final class InputRules {

    private final List<Input> inputs;
    private final Contract contract;
    private final FileProblems problems;

    InputRules(List<Input> inputs, Contract contract, FileProblems problems) {
        this.inputs = inputs;
        this.contract = contract;
        this.problems = problems;
    }

    void check() {
        for (Input input : inputs) {
            Names.check(input.name(), problems);
            hidesNoTable(input);
            if (!(input instanceof Input.StoredTable)) {
                tableAndColumns(input);
                input.link().ifPresent(link -> link(input, link));
            }
        }
    }

    private void hidesNoTable(Input input) {
        boolean hides = !input.table().equals(input.name()) && table(input.name()).isPresent();
        if (hides || (input instanceof Input.StoredTable && table(input.name()).isPresent())) {
            problems.add(
                    "Input %s stands for %s (expected another name: %s is a contract table)"
                            .formatted(input.name(), input.table(), input.name()));
        }
    }

    private void tableAndColumns(Input input) {
        Optional<Contract.Table> table = table(input.table());
        if (table.isEmpty()) {
            List<String> known = contract.tables().stream().map(Contract.Table::name).toList();
            problems.add(
                    new UnknownName("table", input.table(), known).getMessage()
                            + " in inputs."
                            + input.name());
            return;
        }
        input.columns().forEach(column -> column(column, table.get(), input));
    }

    private void column(String column, Contract.Table table, Input input) {
        if (!table.columnNames().contains(column)) {
            problems.add(
                    new UnknownName("column of " + table.name(), column, table.columnNames())
                                    .getMessage()
                            + " in inputs."
                            + input.name());
        }
    }

    private void link(Input input, Input.Link link) {
        List<Input> targets = inputs.stream().filter(other -> leadsOn(input, other)).toList();
        Optional<Input> target =
                targets.stream().filter(other -> other.name().equals(link.of())).findFirst();
        if (target.isEmpty()) {
            problems.add(
                    "Invalid inputs.%s.of: %s (expected one of %s)"
                            .formatted(
                                    input.name(),
                                    link.of(),
                                    String.join(", ", targets.stream().map(Input::name).toList())));
        } else if (inCircle(input)) {
            problems.add(
                    "Invalid inputs.%s.of: %s (expected a chain that ends at a fact)"
                            .formatted(input.name(), link.of()));
        } else {
            table(target.get().table()).ifPresent(table -> column(link.by(), table, input));
        }
    }

    /** Whether an input may be found through another: a child through facts and children only. */
    private static boolean leadsOn(Input input, Input other) {
        if (other == input || other instanceof Input.Entity) {
            return false;
        }
        return input instanceof Input.Lookup || !(other instanceof Input.Lookup);
    }

    private boolean inCircle(Input start) {
        Optional<Input> at = next(start);
        for (int steps = 0; at.isPresent() && steps < inputs.size(); steps++) {
            at = at.flatMap(this::next);
        }
        return at.isPresent();
    }

    private Optional<Input> next(Input input) {
        return input.link()
                .flatMap(
                        link ->
                                inputs.stream()
                                        .filter(other -> other.name().equals(link.of()))
                                        .findFirst());
    }

    private Optional<Contract.Table> table(String name) {
        return contract.tables().stream().filter(table -> table.name().equals(name)).findFirst();
    }
}
