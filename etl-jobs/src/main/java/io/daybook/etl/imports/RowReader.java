package io.daybook.etl.imports;

import io.daybook.etl.csv.ColumnType;
import io.daybook.etl.csv.CsvRow;
import io.daybook.etl.csv.Value;
import io.daybook.etl.imports.ColumnMap.Constant;
import io.daybook.etl.imports.ColumnMap.FromFile;
import io.daybook.schema.catalogue.Contract;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.UnknownName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the rows of one file into rows of one contract table. */
final class RowReader {

    private final int width;
    private final List<Cell> cells;
    private final List<String> filled;

    private RowReader(int width, List<Cell> cells, List<String> filled) {
        this.width = width;
        this.cells = List.copyOf(cells);
        this.filled = List.copyOf(filled);
    }

    /**
     * How one contract column is filled.
     *
     * @param place in the file; negative for a constant
     */
    private record Cell(
            Contract.Column column,
            ColumnType type,
            int place,
            @Nullable String constant,
            Map<String, @Nullable String> values) {}

    /** A row of the file, read. */
    sealed interface Result {

        /** A row for the table; null is SQL's. */
        record Sound(long line, List<@Nullable String> values) implements Result {}

        /** A row that stays out. */
        record Bad(Reject reject) implements Result {}
    }

    /**
     * Fits the header to the table.
     *
     * @param problems everything that does not fit is added here, and the reader is of no use then
     */
    static RowReader of(
            Contract.Table table, List<String> header, ColumnMap map, List<String> problems) {
        checkHeader(header, problems);
        Set<String> used = new HashSet<>(map.ignored());
        List<Cell> cells = new ArrayList<>();
        List<String> filled = new ArrayList<>();
        for (Contract.Column column : table.columns()) {
            if (!column.name().equals(Mart.CHANGE_COLUMN)) {
                cells.add(cell(column, header, map, used, filled, problems));
            }
        }
        refuseUnused(table, header, map, used, problems);
        return new RowReader(header.size(), cells, filled);
    }

    /** The columns that rows have values for, in their order. */
    List<String> columns() {
        return cells.stream().map(cell -> cell.column().name()).toList();
    }

    /** Columns that may be null and that the file does not have. */
    List<String> filled() {
        return filled;
    }

    Result read(CsvRow row) {
        Optional<String> fault = row.fault(width);
        if (fault.isPresent()) {
            return new Result.Bad(new Reject(row.line(), "", "", fault.get()));
        }
        List<@Nullable String> values = new ArrayList<>(cells.size());
        for (Cell cell : cells) {
            if (cell.place() < 0) {
                values.add(cell.constant());
                continue;
            }
            Optional<String> wrong = row.faultAt(cell.place());
            if (wrong.isPresent()) {
                return bad(row, cell, wrong.get());
            }
            String text = row.value(cell.place());
            if (cell.values().containsKey(text == null ? "" : text)) {
                text = cell.values().get(text == null ? "" : text);
            }
            if (text == null) {
                if (!cell.column().nullable()) {
                    return bad(row, cell, "empty (expected %s)".formatted(cell.column().type()));
                }
                values.add(null);
                continue;
            }
            Value value = cell.type().read(text);
            if (value instanceof Value.Bad none) {
                return bad(row, cell, none.reason());
            }
            values.add(((Value.Sound) value).text());
        }
        return new Result.Sound(row.line(), values);
    }

    private static Result bad(CsvRow row, Cell cell, String reason) {
        return new Result.Bad(
                new Reject(
                        row.line(),
                        cell.column().name(),
                        CsvRow.shown(row.value(cell.place())),
                        reason));
    }

    private static Cell cell(
            Contract.Column column,
            List<String> header,
            ColumnMap map,
            Set<String> used,
            List<String> filled,
            List<String> problems) {
        boolean mapped = map.origins().containsKey(column.name());
        if (map.origin(column.name()) instanceof Constant constant) {
            return constant(column, constant, problems);
        }
        FromFile from = (FromFile) map.origin(column.name());
        used.add(from.column());
        int place = header.indexOf(from.column());
        if (place < 0 && !mapped && column.nullable()) {
            filled.add(column.name());
        } else if (place < 0 && mapped) {
            problems.add(
                    new UnknownName("column of the file", from.column(), header).getMessage()
                            + ", of which %s is to be made".formatted(column.name()));
        } else if (place < 0) {
            problems.add(
                    "Missing column: %s (expected %s)".formatted(column.name(), column.type()));
        }
        return new Cell(
                column, ColumnType.of(column.type(), from.zone()), place, null, from.values());
    }

    private static Cell constant(Contract.Column column, Constant constant, List<String> problems) {
        ColumnType type = ColumnType.of(column.type(), Optional.empty());
        String text = constant.text();
        if (text == null) {
            if (!column.nullable()) {
                problems.add("Constant of %s: null (expected a value)".formatted(column.name()));
            }
            return new Cell(column, type, -1, null, Map.of());
        }
        Value value = type.read(text);
        if (value instanceof Value.Bad bad) {
            problems.add("Constant of %s: %s: %s".formatted(column.name(), text, bad.reason()));
        }
        return new Cell(
                column,
                type,
                -1,
                value instanceof Value.Sound sound ? sound.text() : null,
                Map.of());
    }

    private static void checkHeader(List<String> header, List<String> problems) {
        Set<String> seen = new HashSet<>();
        for (int place = 0; place < header.size(); place++) {
            String name = header.get(place);
            if (name.isEmpty()) {
                problems.add("Column %d of the header has no name".formatted(place + 1));
            } else if (!seen.add(name)) {
                problems.add("Duplicate column: %s".formatted(name));
            }
        }
    }

    private static void refuseUnused(
            Contract.Table table,
            List<String> header,
            ColumnMap map,
            Set<String> used,
            List<String> problems) {
        for (String name : map.ignored()) {
            if (!header.contains(name)) {
                problems.add(new UnknownName("column to ignore", name, header).getMessage());
            }
        }
        for (String name : header.stream().distinct().toList()) {
            if (name.isEmpty() || used.contains(name)) {
                continue;
            }
            problems.add(
                    name.equals(Mart.CHANGE_COLUMN)
                            ? "Column %s is not imported: the load's clock stamps it (leave it out of the file, or ignore it in a map)"
                                    .formatted(name)
                            : new UnknownName("column", name, table.columnNames()).getMessage());
        }
    }
}
