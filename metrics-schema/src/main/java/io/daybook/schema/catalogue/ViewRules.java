package io.daybook.schema.catalogue;

import java.util.List;

/** What holds between the fields of a view's or a check's header. */
final class ViewRules {

    private static final String TENANT = "tenant_id";
    private static final String DAY = "day";

    private final View view;
    private final FileProblems problems;

    private ViewRules(View view, FileProblems problems) {
        this.view = view;
        this.problems = problems;
    }

    static void check(View view, FileProblems problems) {
        ViewRules rules = new ViewRules(view, problems);
        Names.check(view.stem(), problems);
        rules.grain();
        rules.sets();
        rules.future();
        view.ratios().keySet().forEach(name -> Names.check(name, problems));
        if (slice(view.slice(), problems) && !view.overStore()) {
            rules.entity();
            rules.clocks();
        }
    }

    /** Reports a slice that is not tenant, key and perhaps day; tells whether it is one. */
    static boolean slice(List<String> slice, FileProblems problems) {
        boolean fine =
                slice.size() >= 2
                        && slice.get(0).equals(TENANT)
                        && !slice.get(1).equals(DAY)
                        && (slice.size() == 2 || slice.size() == 3 && slice.get(2).equals(DAY));
        if (!fine) {
            problems.add(
                    "Invalid slice: %s (expected [tenant_id, KEY] or [tenant_id, KEY, day])"
                            .formatted(slice));
        }
        return fine;
    }

    private void grain() {
        if (!view.grain().get(0).equals(TENANT)) {
            problems.add("Invalid grain: %s (expected tenant_id first)".formatted(view.grain()));
        }
        List<String> missing =
                view.slice().stream().filter(column -> !view.grain().contains(column)).toList();
        if (!missing.isEmpty()) {
            problems.add(
                    "Invalid grain: %s (expected every slice column in it: %s)"
                            .formatted(view.grain(), String.join(", ", missing)));
        }
    }

    /** A set is merged, never a part of what identifies a row. */
    private void sets() {
        if (view.overStore() && !view.sets().isEmpty()) {
            problems.add(
                    "Invalid sets: %s (expected none: a view over stored tables merges no sets)"
                            .formatted(String.join(", ", view.sets())));
        }
        if (view.privacy().isPresent() && !view.sets().isEmpty()) {
            problems.add(
                    "Invalid sets: %s (expected none: the privacy floor adds small groups up, and sets cannot be added)"
                            .formatted(String.join(", ", view.sets())));
        }
        for (String set : view.sets()) {
            Names.check(set, problems);
            if (view.grain().contains(set)) {
                problems.add("Invalid sets: %s (expected none of the grain)".formatted(set));
            }
        }
    }

    private void future() {
        if (view.future() && !view.daily()) {
            problems.add("Invalid future: true (expected a slice with day)");
        }
    }

    private void entity() {
        List<Input.Entity> entities = view.inputs(Input.Entity.class).toList();
        if (entities.size() != 1) {
            problems.add("Invalid inputs: %d entities (expected one)".formatted(entities.size()));
            return;
        }
        Input.Entity entity = entities.get(0);
        if (!entity.key().equals(view.key())) {
            problems.add(
                    "Invalid inputs.%s.key: %s (expected the slice's second column: %s)"
                            .formatted(entity.name(), entity.key(), view.key()));
        }
        if (!entity.directory() && view.inputs(Input.Fact.class).findAny().isEmpty()) {
            problems.add("Invalid inputs: no fact (expected one, or an entity with clock: none)");
        }
        if (entity.directory() && view.daily()) {
            problems.add(
                    "Invalid inputs.%s.clock: none (expected no day in the slice of a directory)"
                            .formatted(entity.name()));
        }
    }

    private void clocks() {
        view.inputs(Input.Fact.class)
                .filter(fact -> fact.clock().isPresent() != view.daily())
                .forEach(
                        fact ->
                                problems.add(
                                        "Invalid inputs.%s.clock: %s (expected %s)"
                                                .formatted(
                                                        fact.name(),
                                                        fact.clock().orElse("none"),
                                                        view.daily()
                                                                ? "a column: the slice has day"
                                                                : "none: the slice has no day")));
    }

    /**
     * Reports inputs over stored tables that are not views of the mart. That they have the slice's
     * columns, whether in their grain or not, is proved by PostgreSQL.
     *
     * @param stems all views of the mart, also those that could not be read
     */
    static void storedTables(List<Input> inputs, List<String> stems, FileProblems problems) {
        for (Input input : inputs) {
            if (!stems.contains(input.table())) {
                problems.add(
                        new UnknownName("view", input.table(), stems).getMessage()
                                + " in inputs."
                                + input.name());
            }
        }
    }

    /** What is summed from small groups is no less private than they are. */
    static void privacy(View view, List<View> read, FileProblems problems) {
        read.stream()
                .filter(other -> view.privacy().isEmpty() && other.privacy().isPresent())
                .filter(
                        other ->
                                view.inputs().stream()
                                        .anyMatch(input -> input.table().equals(other.stem())))
                .forEach(
                        other ->
                                problems.add(
                                        "Missing key: privacy (it reads %s, which has privacy: %s)"
                                                .formatted(other.stem(), other.privacy().get())));
    }
}
