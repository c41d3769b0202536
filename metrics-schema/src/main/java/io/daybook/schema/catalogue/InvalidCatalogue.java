package io.daybook.schema.catalogue;

import java.util.List;

/** The catalogue's files break rules; the message lists every problem of every file. */
public final class InvalidCatalogue extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidCatalogue(List<Problem> problems) {
        super(
                problems.size()
                        + (problems.size() == 1 ? " problem" : " problems")
                        + " in the catalogue:\n"
                        + String.join("\n", problems.stream().map(Problem::sentence).toList()));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /**
     * One broken rule.
     *
     * @param file path of the file below {@code sql/}, e.g. {@code events/view_event_totals.sql}
     * @param says what is wrong, the offending value and what was expected
     */
    public record Problem(String file, String says) {
        String sentence() {
            return file + ": " + says;
        }
    }
}
