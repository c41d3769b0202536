package io.daybook.api.reports.query;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.figure.Money;
import io.daybook.api.figure.Ratio;
import io.daybook.api.privacy.PrivacyFloor;
import io.daybook.api.reports.query.ReportColumn.Kind;
import io.daybook.api.reports.query.ReportColumn.Role;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** A report that was asked for and can be read, row by row. */
public final class Report {

    /** ISO 4217's code for no currency. */
    private static final String NO_CURRENCY = "XXX";

    private final ReportRequest request;
    private final PrivacyFloor floor;

    private Report(ReportRequest request, PrivacyFloor floor) {
        this.request = request;
        this.floor = floor;
    }

    /**
     * @throws io.daybook.api.problem.RequestRefused 400 for a name that is no column's, and for
     *     what cannot be added or must not be told
     */
    public static Report of(ReportView view, ReportParameters sent, PrivacyFloor floor) {
        return new Report(ReportParser.parse(view, sent), floor);
    }

    public ReportView view() {
        return request.view();
    }

    /** The same for all requests with the same answer. */
    public String canonical() {
        return request.canonical();
    }

    /** The names of the columns, in the order of {@link #read}'s values. */
    public List<String> columns() {
        return request.columns().stream().map(request::nameOf).toList();
    }

    /** Hands on the rows of one snapshot; numbers, texts, days, instants, flags and nulls. */
    public void read(Snapshot snapshot, Consumer<List<@Nullable Object>> rows) {
        if (request.view().view().privacy().isPresent()) {
            FlooredRows floored = new FlooredRows(request, floor, row -> rows.accept(values(row)));
            ReportQueries.read(snapshot.dsl(), snapshot.tenant(), floored.wide(), floored);
            floored.end();
        } else {
            ReportQueries.read(
                    snapshot.dsl(), snapshot.tenant(), request, row -> rows.accept(values(row)));
        }
    }

    private List<@Nullable Object> values(Record row) {
        String currency = currency(row);
        List<@Nullable Object> values = new ArrayList<>();
        for (ReportColumn column : request.columns()) {
            values.add(value(row, column, currency));
        }
        return values;
    }

    private String currency(Record row) {
        return request.view()
                .currency()
                .filter(column -> request.columns().contains(column))
                .flatMap(column -> Optional.ofNullable(row.get(column.name(), String.class)))
                .orElse(NO_CURRENCY);
    }

    private static @Nullable Object value(Record row, ReportColumn column, String currency) {
        if (column.is(Role.RATIO)) {
            BigDecimal[] parts = ReportQueries.parts(row, column);
            return Ratio.of(parts[0], parts[1]);
        }
        Object value = row.get(column.name());
        if (value instanceof BigDecimal number && column.money()) {
            return Money.of(number, currency);
        }
        if (value instanceof BigDecimal number && column.kind() == Kind.NUMBER) {
            return plain(number);
        }
        return value instanceof OffsetDateTime time ? time.toInstant() : value;
    }

    /** Without the zeros behind the point that say nothing. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }
}
