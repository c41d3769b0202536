package io.daybook.cli.output;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Rows under column names; numbers stand right. */
public final class Table {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final List<String> columns;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private final Set<String> csvOnly = new HashSet<>();

    public Table(String... columns) {
        this.columns = List.of(columns);
    }

    /** Leaves a column out of the table for people, who find it below the table. */
    public Table csvOnly(String column) {
        csvOnly.add(column);
        return this;
    }

    /** Adds a row; null is shown as {@code -}. */
    public Table row(@Nullable Object... values) {
        List<@Nullable Object> row = new ArrayList<>();
        for (@Nullable Object value : values) {
            row.add(value);
        }
        if (row.size() != columns.size()) {
            throw new IllegalArgumentException(row.size() + " values, " + columns + " columns");
        }
        rows.add(row);
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The table with lines around it, for people. */
    public String ascii() {
        List<Integer> places =
                IntStream.range(0, columns.size())
                        .filter(column -> !csvOnly.contains(columns.get(column)))
                        .boxed()
                        .toList();
        Column[] headers = places.stream().map(this::header).toArray(Column[]::new);
        Object[][] data =
                rows.stream()
                        .map(row -> places.stream().map(column -> shown(row.get(column))).toArray())
                        .toArray(Object[][]::new);
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, headers, data);
    }

    /**
     * Comma-separated values after RFC 4180, safe to open in a spreadsheet, under a first column
     * that names the mart.
     */
    public String csv(String mart) {
        StringBuilder text = new StringBuilder();
        CSVFormat format = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
        try (CSVPrinter printer = new CSVPrinter(text, format)) {
            printer.print("mart");
            printer.printRecord(columns.stream().map(name -> name.replace(' ', '_')));
            for (List<@Nullable Object> row : rows) {
                printer.print(mart);
                printer.printRecord(row.stream().map(Table::cell));
            }
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
        return text.toString();
    }

    private Column header(int column) {
        return new Column()
                .header(columns.get(column))
                .maxWidth(Integer.MAX_VALUE)
                .headerAlign(HorizontalAlign.LEFT)
                .dataAlign(isNumeric(column) ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT);
    }

    private boolean isNumeric(int column) {
        return rows.stream()
                .map(row -> row.get(column))
                .allMatch(value -> value == null || value instanceof Number);
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "-" : PlainText.of(text(value));
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = text(value);
        boolean formula =
                !text.isEmpty()
                        && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0
                        && !NUMBER.matcher(text).matches();
        return formula ? "'" + text : text;
    }

    private static String text(Object value) {
        if (value instanceof Double seconds) {
            return String.format(Locale.ROOT, "%.1f", seconds);
        }
        if (value instanceof Instant instant) {
            return instant.truncatedTo(ChronoUnit.SECONDS).toString();
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
