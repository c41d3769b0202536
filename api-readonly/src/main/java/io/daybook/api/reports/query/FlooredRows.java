package io.daybook.api.reports.query;

import io.daybook.api.privacy.PrivacyFloor;
import io.daybook.api.reports.query.ReportColumn.Role;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.Field;
import org.jooq.Record;

/** Holds the rows of one group back until it is whole, and hands on what the floor leaves. */
final class FlooredRows implements Consumer<Record> {

    private final ReportRequest request;
    private final PrivacyFloor floor;
    private final Consumer<Record> shown;
    private final String bucket;
    private final String counted;
    private final List<String> wholes;
    private final List<Cell> cells = new ArrayList<>();
    private List<Object> group = List.of();

    FlooredRows(ReportRequest request, PrivacyFloor floor, Consumer<Record> shown) {
        this.request = request;
        this.floor = floor;
        this.shown = shown;
        this.bucket = SmallGroups.bucket(request.view()).name();
        this.counted = SmallGroups.counted(request.view()).name();
        this.wholes =
                request.view().grain().stream()
                        .map(ReportColumn::name)
                        .filter(name -> !name.equals(bucket))
                        .toList();
    }

    /** The request that asks for all that the floor has to see, group by group. */
    ReportRequest wide() {
        ReportView view = request.view();
        List<ReportColumn> groups = new ArrayList<>(view.grain());
        request.groups().stream().filter(column -> !groups.contains(column)).forEach(groups::add);
        return new ReportRequest(
                view,
                groups,
                view.columns(Role.MEASURE, Role.RATIO),
                request.days(),
                request.filters(),
                List.of(),
                request.granularity());
    }

    @Override
    public void accept(Record row) {
        List<Object> key = wholes.stream().<Object>map(row::get).toList();
        if (!key.equals(group)) {
            end();
            group = key;
        }
        if (!SmallGroups.isNoCell(row.get(bucket))) {
            cells.add(new Cell(row));
        }
    }

    /** No row follows. */
    void end() {
        // by name: the order must not tell the sizes of what was merged
        floor.apply(cells).stream()
                .sorted(Comparator.comparing(Cell::bucket))
                .map(Cell::row)
                .forEach(shown);
        cells.clear();
    }

    /** One stored bucket. Not a record: two are never equal. */
    private final class Cell implements PrivacyFloor.Cell<Cell> {

        private final Record row;

        Cell(Record row) {
            this.row = row;
        }

        Record row() {
            return row;
        }

        @Override
        public String bucket() {
            return row.get(bucket, String.class);
        }

        @Override
        public long orders() {
            return row.get(counted, BigDecimal.class).longValueExact();
        }

        /** All figures are sums, so those of the merged cell are theirs. */
        @Override
        public Cell mergedWith(Cell other) {
            Record merged = row.into(row.fields());
            for (Field<?> field : row.fields()) {
                if (field.getType() == BigDecimal.class) {
                    add(merged, field.coerce(BigDecimal.class), other.row);
                }
            }
            merged.set(row.field(bucket, String.class), PrivacyFloor.SUPPRESSED);
            return new Cell(merged);
        }

        private void add(Record sum, Field<BigDecimal> field, Record other) {
            sum.set(field, sum.get(field).add(other.get(field)));
        }
    }
}
