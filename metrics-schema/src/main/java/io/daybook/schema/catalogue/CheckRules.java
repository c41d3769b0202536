package io.daybook.schema.catalogue;

import io.daybook.schema.catalogue.Check.Compare;
import io.daybook.schema.catalogue.Check.Severity;
import io.daybook.schema.catalogue.Check.Stage;
import java.util.List;
import java.util.Optional;

/** What holds between the fields of a check's header. */
final class CheckRules {

    private final Check check;
    private final FileProblems problems;

    private CheckRules(Check check, FileProblems problems) {
        this.check = check;
        this.problems = problems;
    }

    /**
     * Reports what is wrong with a check.
     *
     * @param stems all views of the mart, also those that could not be read
     * @param views the views that could be read
     */
    static void check(Check check, List<String> stems, List<View> views, FileProblems problems) {
        CheckRules rules = new CheckRules(check, problems);
        Names.check(check.name(), problems);
        if (check.stage() == Stage.SOURCE) {
            rules.source(stems, views);
        } else {
            rules.store(stems, views);
        }
    }

    private void source(List<String> stems, List<View> views) {
        if (!check.slice().isEmpty()) {
            problems.add("Invalid slice: a check at stage source has none");
        }
        if (check.compare().isPresent()) {
            compare(check.compare().get(), stems, views);
            return;
        }
        long rows = check.inputs().stream().filter(Input.Rows.class::isInstance).count();
        if (rows != 1) {
            problems.add("Invalid inputs: %d with rows (expected one)".formatted(rows));
        }
    }

    private void compare(Compare compare, List<String> stems, List<View> views) {
        if (check.severity() != Severity.STOP) {
            problems.add("Invalid severity: a check that compares has severity stop");
        }
        if (!stems.contains(compare.view())) {
            String sentence = new UnknownName("view", compare.view(), stems).getMessage();
            problems.add(sentence + " in compare.view");
        }
        Optional<View> view =
                views.stream().filter(one -> one.stem().equals(compare.view())).findFirst();
        if (view.filter(View::overStore).isPresent()) {
            problems.add(
                    "Invalid compare.view: %s (expected a view over the source)"
                            .formatted(compare.view()));
        }
    }

    private void store(List<String> stems, List<View> views) {
        if (check.compare().isPresent()) {
            problems.add("Invalid compare: only a check at stage source compares");
        }
        if (check.slice().isEmpty()) {
            problems.add("Missing key: slice");
        } else if (ViewRules.slice(check.slice(), problems)) {
            ViewRules.storedTables(check.inputs(), stems, problems);
            check.inputs().forEach(input -> replacedBySlice(input, views));
        }
    }

    /** What a publication replaced is known by the slices of each table. */
    private void replacedBySlice(Input input, List<View> views) {
        views.stream()
                .filter(view -> view.stem().equals(input.table()))
                .filter(view -> !view.slice().containsAll(check.slice()))
                .forEach(
                        view ->
                                problems.add(
                                        "Invalid inputs.%s: %s has the slice %s (expected %s in it)"
                                                .formatted(
                                                        input.name(),
                                                        view.stem(),
                                                        view.slice(),
                                                        check.slice())));
    }
}
