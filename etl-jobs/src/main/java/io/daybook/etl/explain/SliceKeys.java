package io.daybook.etl.explain;

import io.daybook.etl.engine.Slice;
import io.daybook.schema.catalogue.UnknownName;
import io.daybook.schema.catalogue.View;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a slice from {@code key=value} texts, e.g. {@code tenant_id=demo event_id=15}. */
public final class SliceKeys {

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private final View view;
    private final Map<String, String> values = new LinkedHashMap<>();

    private SliceKeys(View view) {
        this.view = view;
    }

    /**
     * The slice that the texts name: every slice column of the view once, in any order; {@code
     * tenant} stands for {@code tenant_id}, and so on.
     *
     * @throws InvalidSlice saying what is missing, given twice or of another type
     * @throws UnknownName naming the nearest slice column
     */
    public static Slice read(View view, List<String> texts) {
        if (view.overStore()) {
            throw new InvalidSlice(
                    "View %s is computed from stored tables, not from fact rows (expected one of what it reads: %s)"
                            .formatted(
                                    view.stem(),
                                    view.inputs().stream()
                                            .map(input -> input.table())
                                            .collect(Collectors.joining(", "))));
        }
        SliceKeys keys = new SliceKeys(view);
        texts.forEach(keys::add);
        return keys.slice();
    }

    private void add(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new InvalidSlice("Invalid slice key: " + text + expected());
        }
        String name = column(text.substring(0, equals));
        if (values.put(name, text.substring(equals + 1)) != null) {
            throw new InvalidSlice("Slice key given twice: " + name + expected());
        }
    }

    private String column(String name) {
        List<String> columns = view.slice();
        return Optional.of(name)
                .filter(columns::contains)
                .or(() -> Optional.of(name + "_id").filter(columns::contains))
                .orElseThrow(() -> new UnknownName("slice key", name, columns));
    }

    private Slice slice() {
        List<String> missing = new ArrayList<>(view.slice());
        missing.removeAll(values.keySet());
        if (!missing.isEmpty()) {
            throw new InvalidSlice("Missing slice key: " + String.join(", ", missing) + expected());
        }
        return new Slice(tenant(), entity(), view.daily() ? day() : null);
    }

    private String tenant() {
        String tenant = value("tenant_id");
        if (tenant.isEmpty()) {
            throw new InvalidSlice("Invalid tenant_id: the empty name" + expected());
        }
        return tenant;
    }

    private long entity() {
        String text = value(view.key());
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException exception) {
            throw new InvalidSlice("Invalid %s: %s".formatted(view.key(), text) + expected());
        }
    }

    private LocalDate day() {
        String text = value("day");
        try {
            if (DAY.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException exception) {
            // 2026-02-30: told like any other text that is no day
        }
        throw new InvalidSlice("Invalid day: " + text + expected());
    }

    private String value(String column) {
        return values.getOrDefault(column, "");
    }

    private String expected() {
        return view.slice().stream()
                .map(
                        column ->
                                column
                                        + switch (column) {
                                            case "tenant_id" -> "=demo";
                                            case "day" -> "=2026-01-31";
                                            default -> "=15";
                                        })
                .collect(Collectors.joining(" ", " (expected like ", ")"));
    }
}
