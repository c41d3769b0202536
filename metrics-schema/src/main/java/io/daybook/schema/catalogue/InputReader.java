package io.daybook.schema.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads {@code inputs:} of a header: names with their roles. */
final class InputReader {

    /** The roles of a view over the source, by the key that names the input's table. */
    static final List<String> OVER_SOURCE = List.of("fact", "entity", "child", "lookup");

    /** The roles of a view or check over stored tables. */
    static final List<String> OVER_STORE = List.of("table");

    /** The roles of a check that compares: it must not share the joins that it guards. */
    static final List<String> COMPARED = List.of("fact", "entity");

    /** The roles of a check of source rows. */
    static final List<String> OF_ROWS = List.of("rows", "fact", "entity", "child", "lookup");

    private static final String NONE = "none";
    private static final String ALL = "all";

    private final Optional<Contract> contract;
    private final FileProblems problems;

    InputReader(Optional<Contract> contract, FileProblems problems) {
        this.contract = contract;
        this.problems = problems;
    }

    /** The inputs that could be read, in the header's order. */
    List<Input> read(Header header, List<String> roles) {
        List<Input> inputs = new ArrayList<>();
        for (Map.Entry<String, Header> entry : header.requiredMappings("inputs").entrySet()) {
            read(entry.getKey(), entry.getValue(), roles).ifPresent(inputs::add);
        }
        return inputs;
    }

    private Optional<Input> read(String name, Header fields, List<String> roles) {
        List<String> given = roles.stream().filter(fields::has).toList();
        if (given.size() != 1) {
            problems.add(
                    "Invalid inputs.%s: %s (expected exactly one of %s)"
                            .formatted(
                                    name,
                                    given.isEmpty() ? "no role" : String.join(" and ", given),
                                    String.join(", ", roles)));
            return Optional.empty();
        }
        String role = given.get(0);
        String table = fields.requiredText(role);
        return Optional.of(
                switch (role) {
                    case "fact" -> fact(name, table, fields);
                    case "entity" -> entity(name, table, fields);
                    case "child" -> child(name, table, fields);
                    case "lookup" -> lookup(name, table, fields);
                    case "table" -> {
                        fields.allow(List.of("table"));
                        yield new Input.StoredTable(name, table);
                    }
                    case "rows" -> {
                        fields.allow(List.of("rows"));
                        yield new Input.Rows(name, table);
                    }
                    default -> throw new IllegalArgumentException("no role " + role);
                });
    }

    private static Input fact(String name, String table, Header fields) {
        fields.allow(List.of("fact", "key", "clock"));
        Optional<String> clock =
                Optional.of(fields.requiredText("clock")).filter(Predicate.not(NONE::equals));
        return new Input.Fact(name, table, fields.requiredText("key"), clock);
    }

    private Input entity(String name, String table, Header fields) {
        fields.allow(List.of("entity", "key", "zone", "clock", "uses"));
        Optional<String> clock = fields.text("clock");
        if (clock.isPresent() && !clock.get().equals(NONE)) {
            problems.add(
                    "Invalid inputs.%s.clock: %s (expected none: an entity has no clock)"
                            .formatted(name, clock.get()));
        }
        return new Input.Entity(
                name,
                table,
                fields.requiredText("key"),
                fields.text("zone"),
                uses(table, fields),
                clock.isPresent());
    }

    private List<String> uses(String table, Header fields) {
        if (!fields.isText("uses") || !fields.requiredText("uses").equals(ALL)) {
            return fields.requiredNames("uses");
        }
        return contract.stream()
                .flatMap(known -> known.tables().stream())
                .filter(known -> known.name().equals(table))
                .flatMap(known -> known.columnNames().stream())
                .filter(column -> !column.equals(Mart.CHANGE_COLUMN))
                .toList();
    }

    private static Input child(String name, String table, Header fields) {
        fields.allow(List.of("child", "of", "by"));
        return new Input.Child(name, table, fields.requiredText("of"), fields.requiredText("by"));
    }

    private static Input lookup(String name, String table, Header fields) {
        fields.allow(List.of("lookup", "of", "by"));
        return new Input.Lookup(name, table, fields.requiredText("of"), fields.requiredText("by"));
    }
}
