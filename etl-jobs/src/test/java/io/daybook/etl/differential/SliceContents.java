package io.daybook.etl.differential;

import io.daybook.etl.engine.CompleteStatement;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.engine.Narrowing;
import io.daybook.etl.engine.UnknownZones;
import io.daybook.schema.catalogue.Mart;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The rows of each slice, of a whole view over a state of the source or of its table. */
public record SliceContents(Map<String, String> rowsBySlice) {

    public static SliceContents ofView(
            OperationalRows source, Mart mart, MetricTable table, String schema) {
        String whole =
                new CompleteStatement(mart, schema, UnknownZones.none())
                        .rows(table.view(), new Narrowing.Whole(), table);
        return read(source, table, whole);
    }

    public static SliceContents ofTable(OperationalRows store, MetricTable table) {
        return read(store, table, "select * from " + table.name());
    }

    private static SliceContents read(OperationalRows side, MetricTable table, String rows) {
        String slice =
                "r.tenant_id || '|' || r.%s || '|' || %s"
                        .formatted(table.view().key(), table.view().daily() ? "r.day" : "'-'");
        List<String> texts =
                side.column(
                        "select %s || '#' || %s from (%s) as r order by 1"
                                .formatted(slice, table.rowText("r"), rows));
        Map<String, String> rowsBySlice = new HashMap<>();
        for (String text : texts) {
            int end = text.indexOf('#');
            rowsBySlice.merge(
                    text.substring(0, end), text.substring(end + 1), (a, b) -> a + "\n" + b);
        }
        return new SliceContents(rowsBySlice);
    }

    /** The slices whose rows are not the same. */
    public Set<String> differing(SliceContents other) {
        Set<String> all = new HashSet<>(rowsBySlice.keySet());
        all.addAll(other.rowsBySlice.keySet());
        Set<String> differing = new TreeSet<>();
        for (String slice : all) {
            if (!rowsBySlice
                    .getOrDefault(slice, "")
                    .equals(other.rowsBySlice.getOrDefault(slice, ""))) {
                differing.add(slice);
            }
        }
        return differing;
    }
}
