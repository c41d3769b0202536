package io.daybook.etl.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads a plan of {@code explain (format json)} for scans of whole tables: a sequential scan, or an
 * index that is walked from end to end because no condition enters it.
 *
 * @param tables the tables that must not be scanned whole
 */
record ScanRule(Set<String> tables) {

    ScanRule {
        tables = Set.copyOf(tables);
    }

    /** One text per offending node; empty when there is none. */
    List<String> violations(JsonNode explained) {
        List<String> violations = new ArrayList<>();
        explained.forEach(statement -> visit(statement.path("Plan"), violations));
        return violations;
    }

    private void visit(JsonNode node, List<String> violations) {
        if (node.path("One-Time Filter").asString("").equals("false")) {
            return; // never runs
        }
        String type = node.path("Node Type").asString("");
        String table = node.path("Relation Name").asString("");
        boolean entersIndex = node.has("Index Cond");
        if (tables.contains(table) && type.equals("Seq Scan")) {
            violations.add(type + " on " + table);
        }
        if (tables.contains(table) && type.matches("Index (Only )?Scan") && !entersIndex) {
            violations.add(type + " on " + table + " without Index Cond: " + name(node));
        }
        if (type.equals("Bitmap Index Scan") && !entersIndex) {
            violations.add(type + " without Index Cond: " + name(node));
        }
        node.path("Plans").forEach(child -> visit(child, violations));
    }

    private static String name(JsonNode node) {
        return node.path("Index Name").asString("");
    }
}
