package io.daybook.schema.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a text may not do whatever it computes, seen in its parse tree alone. */
final class Shape {

    private static final String INTERSECT = "2";
    private static final String EXCEPT = "3";
    private static final String TRUE = "true";

    private record Rule(String says, Predicate<ParseTree> broken) {}

    private static final String OWN_SLICE = " (a row depends on the rows of its own slice only)";

    private static final List<Rule> ALWAYS =
            List.of(
                    new Rule(
                            "Refused: current date, time, user or schema"
                                    + " (a metric depends on its inputs only)",
                            node -> node.label().equals("SQLVALUEFUNCTION")),
                    new Rule(
                            "Refused: LIMIT or OFFSET" + OWN_SLICE,
                            node -> node.has("limitCount") || node.has("limitOffset")),
                    new Rule(
                            "Refused: FOR UPDATE or SHARE (inputs are read only)",
                            node -> node.has("rowMarks")),
                    new Rule(
                            "Refused: WITH RECURSIVE (inputs are narrowed, recursion is not)",
                            node -> node.atoms("hasRecursive").contains(TRUE)));

    private static final List<Rule> IN_VIEWS =
            List.of(
                    new Rule(
                            "Refused: window function" + OWN_SLICE,
                            node -> node.label().equals("WINDOWFUNC")),
                    new Rule(
                            "Refused: DISTINCT ON" + OWN_SLICE,
                            node -> node.atoms("hasDistinctOn").contains(TRUE)),
                    new Rule(
                            "Refused: HAVING (a slice that stops qualifying must still be named)",
                            node -> node.has("havingQual")),
                    new Rule(
                            "Refused: INTERSECT" + OWN_SLICE,
                            node -> setOperation(node, INTERSECT)),
                    new Rule("Refused: EXCEPT" + OWN_SLICE, node -> setOperation(node, EXCEPT)));

    private Shape() {}

    /**
     * One sentence per broken rule.
     *
     * @param metric whether the text defines a metric; a check may group and compare as it likes,
     *     but may not stop at some findings
     */
    static List<String> broken(List<ParseTree> text, boolean metric) {
        List<Rule> rules = new ArrayList<>(ALWAYS);
        if (metric) {
            rules.addAll(IN_VIEWS);
        }
        return rules.stream()
                .filter(rule -> text.stream().anyMatch(rule.broken()))
                .map(Rule::says)
                .toList();
    }

    private static boolean setOperation(ParseTree node, String operation) {
        return node.label().equals("SETOPERATIONSTMT") && node.atoms("op").contains(operation);
    }
}
