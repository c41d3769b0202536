package io.daybook.api.answer;

import io.daybook.schema.generated.events.Events;
import java.util.List;
import org.jooq.Table;

/**
 * The views of a mart, which the ledger has to know: one per metric table of the generated classes,
 * by the same name.
 */
public final class MartViews {

    /** The mart events. */
    public static final MartViews EVENTS = new MartViews("events", Events.EVENTS.getTables());

    private final String mart;
    private final List<String> all;
    private final List<String> daily;

    private MartViews(String mart, List<Table<?>> tables) {
        this.mart = mart;
        this.all = tables.stream().map(Table::getName).toList();
        this.daily =
                tables.stream()
                        .filter(table -> table.field("day") != null)
                        .map(Table::getName)
                        .toList();
    }

    public String mart() {
        return mart;
    }

    public List<String> all() {
        return all;
    }

    /** Those that have rows by local day. */
    public List<String> daily() {
        return daily;
    }
}
