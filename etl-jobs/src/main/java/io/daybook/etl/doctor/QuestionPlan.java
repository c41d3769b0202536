package io.daybook.etl.doctor;

import io.daybook.etl.doctor.ViewIndexes.Probe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plan of PostgreSQL, read for where the values of a question turn up. */
final class QuestionPlan {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<Scan> scans = new ArrayList<>();

    /**
     * One scan of a relation.
     *
     * @param conditions of its indexes, by index
     * @param filter what is tested row by row
     */
    private record Scan(String relation, Map<String, String> conditions, String filter) {
        String all() {
            return String.join(" AND ", conditions.values()) + " AND " + filter;
        }
    }

    /** An index that the question enters, and by which condition. */
    record Entry(String index, String condition) {}

    private QuestionPlan() {}

    /**
     * One plan for each branch of a union or partition of a table, as each needs its own index;
     * else one.
     */
    static List<QuestionPlan> read(String explained) {
        List<JsonNode> branches = new ArrayList<>();
        QuestionPlan rest = new QuestionPlan();
        JSON.readTree(explained).forEach(statement -> rest.visit(statement.path("Plan"), branches));
        List<QuestionPlan> plans = new ArrayList<>();
        for (JsonNode branch : branches) {
            QuestionPlan plan = new QuestionPlan();
            plan.visit(branch, new ArrayList<>());
            plans.add(plan);
        }
        return branches.isEmpty() ? List.of(rest) : plans;
    }

    private void visit(JsonNode node, List<JsonNode> branches) {
        if (node.has("Relation Name")) {
            Map<String, String> conditions = new LinkedHashMap<>();
            collect(node, conditions);
            scans.add(new Scan(text(node, "Relation Name"), conditions, text(node, "Filter")));
        }
        boolean union = text(node, "Node Type").endsWith("Append");
        for (JsonNode child : node.path("Plans")) {
            if (union) {
                branches.add(child);
            }
            visit(child, branches);
        }
    }

    /** A bitmap scan has its index conditions in the nodes below. */
    private static void collect(JsonNode node, Map<String, String> conditions) {
        if (node.has("Index Cond")) {
            conditions.put(text(node, "Index Name"), text(node, "Index Cond"));
        }
        node.path("Plans").forEach(child -> collect(child, conditions));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    /** A view that can have no rows, such as {@code where false}. */
    boolean readsNothing() {
        return scans.isEmpty();
    }

    /** The probes by the scan that tests them; one that no scan tests stands alone. */
    List<List<Probe>> byScan(List<Probe> probes) {
        Map<Integer, List<Probe>> byScan = new LinkedHashMap<>();
        List<List<Probe>> alone = new ArrayList<>();
        for (Probe probe : probes) {
            scan(probe)
                    .ifPresentOrElse(
                            scan ->
                                    byScan.computeIfAbsent(
                                                    scans.indexOf(scan), place -> new ArrayList<>())
                                            .add(probe),
                            () -> alone.add(List.of(probe)));
        }
        alone.addAll(byScan.values());
        return alone;
    }

    String relation(Probe probe) {
        return scan(probe).map(Scan::relation).orElseThrow();
    }

    /** What the probe's value is compared with, as SQL; empty when no scan compares it. */
    Optional<String> expression(Probe probe) {
        Pattern compared =
                Pattern.compile(
                        "^\\((.*) (?:=|>=) '?"
                                + Pattern.quote(probe.value())
                                + "'?(?:::[a-z ]+)?\\)$");
        return scan(probe).stream()
                .flatMap(scan -> conjuncts(scan.all()).stream())
                .map(compared::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    /** The index that is entered by all of these values. */
    Optional<Entry> entry(List<Probe> probes) {
        return scan(probes.get(0)).stream()
                .flatMap(scan -> scan.conditions().entrySet().stream())
                .filter(index -> probes.stream().allMatch(probe -> holds(index.getValue(), probe)))
                .map(index -> new Entry(index.getKey(), index.getValue()))
                .findFirst();
    }

    private Optional<Scan> scan(Probe probe) {
        return scans.stream().filter(scan -> holds(scan.all(), probe)).findFirst();
    }

    private static boolean holds(String condition, Probe probe) {
        return condition.contains(probe.value());
    }

    /** The parts of {@code (a) AND (b)}, each in its parentheses. */
    static List<String> conjuncts(String condition) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < condition.length(); at++) {
            char c = condition.charAt(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 && condition.startsWith(" AND ", at)) {
                parts.add(condition.substring(start, at));
                start = at + " AND ".length();
            }
        }
        parts.add(condition.substring(start));
        return parts.stream().flatMap(part -> inside(part).stream()).toList();
    }

    /** {@code ((a) AND (b))} holds two conditions, {@code (a)} is one. */
    private static List<String> inside(String part) {
        boolean several = part.startsWith("((") && part.endsWith("))") && part.contains(") AND (");
        return several ? conjuncts(part.substring(1, part.length() - 1)) : List.of(part);
    }
}
