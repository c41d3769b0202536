package io.daybook.api.reports.query;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.nullif;
import static org.jooq.impl.DSL.or;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import io.daybook.api.reports.query.ReportColumn.Role;
import io.daybook.api.reports.query.ReportRequest.Order;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.GroupField;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** Computes a report in the store; rows are handed on as they come, never all at once. */
public final class ReportQueries {

    /** Rows per round trip: a few hundred kilobytes. */
    private static final int FETCHED = 1_000;

    /** Names in daybook_ are nobody else's. */
    private static final String ABOVE = "daybook_of_";

    private static final String BELOW = "daybook_per_";

    private ReportQueries() {}

    /** Hands the rows of the statement on, as they are in the store. */
    static void read(DSLContext dsl, String tenant, ReportRequest request, Consumer<Record> rows) {
        try (Cursor<Record> cursor =
                dsl.fetchLazy(statement(dsl, tenant, request).fetchSize(FETCHED))) {
            if (request.merged().isEmpty()) {
                cursor.forEach(rows);
            } else {
                merge(dsl, tenant, request, cursor, rows);
            }
        }
    }

    private static void merge(
            DSLContext dsl,
            String tenant,
            ReportRequest request,
            Cursor<Record> groups,
            Consumer<Record> rows) {
        try (Cursor<Record> sets =
                dsl.fetchLazy(setStatement(dsl, tenant, request).fetchSize(FETCHED))) {
            MergedSets merged = new MergedSets(request, sets.iterator());
            for (Record row : groups) {
                merged.complete(row);
                rows.accept(row);
            }
        }
    }

    /** The stored sets of each group's rows, in the order in which the groups come. */
    private static Select<Record> setStatement(
            DSLContext dsl, String tenant, ReportRequest request) {
        List<Field<?>> fields = new ArrayList<>();
        request.groups().forEach(group -> fields.add(expression(request, group).as(group.name())));
        request.merged().forEach(set -> fields.add(set.per().as(set.name())));
        return dsl.select(fields)
                .from(tables(request))
                .where(conditions(tenant, request))
                .orderBy(orders(request));
    }

    private static Select<Record> statement(DSLContext dsl, String tenant, ReportRequest request) {
        List<GroupField> groups = new ArrayList<>();
        if (!request.isExact()) {
            request.groups().forEach(group -> groups.add(expression(request, group)));
        }
        var from =
                dsl.select(fields(request))
                        .from(tables(request))
                        .where(conditions(tenant, request));
        // one row over all without a group, also over nothing
        return (request.isExact() ? from : groups.isEmpty() ? from : from.groupBy(groups))
                .orderBy(orders(request));
    }

    private static Table<?> tables(ReportRequest request) {
        ReportView view = request.view();
        boolean joined =
                view.directory().isPresent()
                        && (request.groups().contains(view.currency().orElseThrow())
                                || request.filters().containsKey(view.currency().orElseThrow()));
        if (!joined) {
            return view.table();
        }
        Table<?> directory = view.directory().orElseThrow();
        String key = view.view().key();
        return view.table()
                .leftJoin(directory)
                .on(directory.field(ReportView.TENANT, String.class).eq(view.tenant()))
                .and(directory.field(key, Long.class).eq(view.table().field(key, Long.class)));
    }

    private static Condition conditions(String tenant, ReportRequest request) {
        Condition all = request.view().tenant().eq(tenant);
        Field<LocalDate> day = request.view().table().field(ReportView.DAY, LocalDate.class);
        all =
                all.and(
                        request.days()
                                .map(days -> day.between(days.from(), days.to()))
                                .orElse(noCondition()));
        for (var filter : request.filters().entrySet()) {
            all = all.and(equal(filter.getKey().field(), filter.getValue()));
        }
        return all.and(isNotEmpty(request.view()));
    }

    private static <T> Condition equal(Field<T> field, Object value) {
        return field.eq(val(value, field.getDataType()));
    }

    /** A slice may hold a row of zeros, which says the same as none. */
    private static Condition isNotEmpty(ReportView view) {
        List<Condition> figures =
                view.columns(Role.MEASURE, Role.DISTINCT).stream()
                        .map(
                                measure ->
                                        number(measure.field())
                                                .isDistinctFrom(inline(0, SQLDataType.NUMERIC)))
                        .toList();
        return figures.isEmpty() ? noCondition() : or(figures);
    }

    private static List<Field<?>> fields(ReportRequest request) {
        List<Field<?>> fields = new ArrayList<>();
        for (ReportColumn column : request.columns()) {
            if (column.is(Role.RATIO)) {
                fields.add(added(request, column.field()).as(ABOVE + column.name()));
                fields.add(added(request, column.per()).as(BELOW + column.name()));
            } else {
                fields.add(expression(request, column).as(column.name()));
            }
        }
        return fields;
    }

    private static Field<?> expression(ReportRequest request, ReportColumn column) {
        if (column.is(Role.MEASURE)) {
            return added(request, column.field());
        }
        if (request.merged().contains(column)) {
            // its place, filled when the group's sets are merged; an aggregate, for one row over
            // all
            return count().coerce(SQLDataType.BIGINT);
        }
        if (column.name().equals(ReportView.DAY) && request.granularity() != Granularity.DAY) {
            // of a timestamp without zone: no session's zone moves it
            return field(
                    "cast(date_trunc({0}, cast({1} as timestamp)) as date)",
                    SQLDataType.LOCALDATE,
                    inline(request.granularity().toString()),
                    column.field());
        }
        // an infinite time, a bad row of the source, is none
        return column.kind().isTime() && column.is(Role.ATTRIBUTE)
                ? when(condition("isfinite({0})", column.field()), column.field())
                : column.field();
    }

    private static Field<BigDecimal> added(ReportRequest request, Field<?> measure) {
        return request.isExact()
                ? number(measure)
                : coalesce(sum(number(measure)), inline(BigDecimal.ZERO));
    }

    private static Field<BigDecimal> number(Field<?> field) {
        return field.coerce(SQLDataType.NUMERIC);
    }

    /** As asked, then by the groups, so that equal reports are equal byte by byte. */
    private static List<OrderField<?>> orders(ReportRequest request) {
        List<OrderField<?>> orders = new ArrayList<>();
        for (Order order : request.orders()) {
            Field<?> by = sorted(request, order.column());
            orders.add((order.descending() ? by.desc() : by.asc()).nullsLast());
        }
        request.groups().forEach(group -> orders.add(field(name(group.name())).asc().nullsLast()));
        return orders;
    }

    private static Field<?> sorted(ReportRequest request, ReportColumn column) {
        return column.is(Role.RATIO)
                ? added(request, column.field())
                        .divide(nullif(added(request, column.per()), inline(BigDecimal.ZERO)))
                : field(name(column.name()));
    }

    /** The two parts of a ratio in a row. */
    static BigDecimal[] parts(Record row, ReportColumn ratio) {
        return new BigDecimal[] {
            row.get(ABOVE + ratio.name(), BigDecimal.class),
            row.get(BELOW + ratio.name(), BigDecimal.class)
        };
    }
}
