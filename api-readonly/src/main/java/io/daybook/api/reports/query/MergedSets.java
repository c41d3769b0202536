package io.daybook.api.reports.query;

import io.daybook.api.sets.IdSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Merges the sets of one group after the other, as they come in the order of the groups. */
final class MergedSets {

    private final List<ReportColumn> groups;
    private final List<ReportColumn> merged;
    private final Iterator<Record> sets;
    private @Nullable Record next;

    /**
     * @param sets rows with the groups' columns and a stored set for each merged figure
     */
    MergedSets(ReportRequest request, Iterator<Record> sets) {
        this.groups = request.groups();
        this.merged = request.merged();
        this.sets = sets;
        this.next = sets.hasNext() ? sets.next() : null;
    }

    /** Counts the distinct ids of a group into its row. */
    void complete(Record group) {
        List<@Nullable Object> key = key(group);
        List<IdSet> ids = new ArrayList<>();
        merged.forEach(figure -> ids.add(new IdSet()));
        while (next != null && key(next).equals(key)) {
            for (int i = 0; i < ids.size(); i++) {
                ids.get(i).add(next.get(merged.get(i).name(), byte[].class));
            }
            next = sets.hasNext() ? sets.next() : null;
        }
        for (int i = 0; i < ids.size(); i++) {
            group.set(group.field(merged.get(i).name(), Long.class), ids.get(i).size());
        }
    }

    private List<@Nullable Object> key(Record row) {
        List<@Nullable Object> key = new ArrayList<>();
        groups.forEach(column -> key.add(row.get(column.name())));
        return key;
    }
}
