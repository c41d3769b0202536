package io.daybook.etl.compute;

import io.daybook.etl.database.Sql;
import java.sql.Connection;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether PostgreSQL would run a statement by looking up single keys: every relation that it reads,
 * by whatever name, is entered through an index whose condition equates a column with another
 * relation's, or keeps it between the bounds of a slice's day. A scan, or an index that is entered
 * by a constant or from one side only, may read a whole table.
 */
final class IndexLookups {

    private static final JsonMapper JSON = new JsonMapper();

    /** {@code (order_id = o.order_id)}, but no {@code (status = 'paid'::text)} and no list. */
    private static final Pattern LOOKUP = Pattern.compile(" = (?!ANY\\b)[\\p{L}_\"(]");

    private IndexLookups() {}

    /** Asks the planner, under the session's present settings. */
    static boolean only(Connection source, String statement) {
        return only(
                Sql.one(
                        source,
                        "asking for a plan",
                        "explain (format json) " + statement,
                        row -> row.getString(1)));
    }

    /**
     * @param explained a plan as {@code explain (format json)} prints it
     */
    static boolean only(String explained) {
        for (JsonNode statement : JSON.readTree(explained)) {
            if (!looksUp(statement.path("Plan"))) {
                return false;
            }
        }
        return true;
    }

    private static boolean looksUp(JsonNode node) {
        if (text(node, "One-Time Filter").equals("false")) {
            return true; // never runs
        }
        boolean reads = node.has("Relation Name") || node.has("Index Name");
        boolean byBitmap = text(node, "Node Type").equals("Bitmap Heap Scan");
        if (reads && !byBitmap && !isLookup(text(node, "Index Cond"))) {
            return false;
        }
        for (JsonNode below : node.path("Plans")) {
            if (!looksUp(below)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLookup(String condition) {
        return LOOKUP.matcher(condition).find()
                || (condition.contains(" >= daybook_d.daybook_lo")
                        && condition.contains(" < daybook_d.daybook_hi"));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
