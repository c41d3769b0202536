package io.daybook.etl.simulator;

import io.daybook.etl.differential.OperationalRows;
import io.daybook.etl.differential.SliceContents;
import io.daybook.etl.engine.MetricTable;
import io.daybook.schema.catalogue.Contract;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The source as it was at one instant: a copy of its tables without the events of an unknown zone,
 * and what must be held back of it, worked out without the engine.
 *
 * @param schema where the copy stands
 * @param events the keys of all events, also of those left out
 * @param unknown the keys of the events whose zone the server does not know
 * @param notNumbers {@code event|day} of each day of which a view has an amount that is no number
 * @param contents per view over the source, its rows by slice
 */
record SourceState(
        String schema,
        Set<String> events,
        Set<String> unknown,
        Set<String> notNumbers,
        Map<String, SliceContents> contents) {

    static SourceState copy(
            OperationalRows source, Mart mart, Map<String, MetricTable> tables, String schema) {
        Contract.Table event = mart.contract().table("event");
        source.copyTo(schema, mart.contract().tables());
        String known = "timezone in (select name from pg_timezone_names)";
        Set<String> unknown = new HashSet<>(source.keys(event, "not " + known));
        source.execute("delete from %s.event where not %s".formatted(schema, known));
        Map<String, SliceContents> contents = new HashMap<>();
        Set<String> notNumbers = new HashSet<>();
        for (View view : mart.sourceViews()) {
            SliceContents slices =
                    SliceContents.ofView(source, mart, tables.get(view.stem()), schema);
            contents.put(view.stem(), slices);
            if (view.daily()) {
                slices.rowsBySlice()
                        .forEach(
                                (slice, rows) -> {
                                    if (rows.matches("(?s).*\\bNaN\\b.*")) {
                                        notNumbers.add(eventAndDay(slice));
                                    }
                                });
            }
        }
        return new SourceState(
                schema, new HashSet<>(source.keys(event)), unknown, notNumbers, contents);
    }

    /** {@code event|day} of each day held back, {@code event|-} of each event. */
    Set<String> heldBack() {
        Set<String> heldBack = new HashSet<>(notNumbers);
        unknown.forEach(event -> heldBack.add(event + "|-"));
        return heldBack;
    }

    /** Whether a slice {@code tenant|event|day} keeps the rows that it has. */
    boolean holdsBack(String slice) {
        return unknown.contains(event(slice)) || notNumbers.contains(eventAndDay(slice));
    }

    /** The tenant of a slice may hold a bar, its key and day do not. */
    static String eventAndDay(String slice) {
        return slice.substring(slice.lastIndexOf('|', slice.lastIndexOf('|') - 1) + 1);
    }

    static String event(String slice) {
        String pair = eventAndDay(slice);
        return pair.substring(0, pair.indexOf('|'));
    }

    static String day(String slice) {
        return slice.substring(slice.lastIndexOf('|') + 1);
    }

    static String tenant(String slice) {
        return slice.substring(0, slice.length() - eventAndDay(slice).length() - 1);
    }
}
