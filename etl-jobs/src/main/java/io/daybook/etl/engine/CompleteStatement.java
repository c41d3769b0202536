package io.daybook.etl.engine;

import io.daybook.schema.catalogue.Contract;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Builds the statements of one mart on its source: a WITH clause that defines every input, whole or
 * narrowed, in front of the view's text, which is never edited.
 *
 * <p>Each shadow lists the contract's columns by name, so that a further column of a user's table
 * cannot make a view's column ambiguous.
 */
public final class CompleteStatement {

    /** A clock outside these instants is a bad row, named by a check: it has no usable day. */
    public static final String EARLIEST = "timestamp with time zone '1900-01-01 00:00:00+00:00'";

    public static final String LATEST = "timestamp with time zone '2201-01-01 00:00:00+00:00'";

    private final Contract contract;
    private final String schema;
    private final UnknownZones unknownZones;

    public CompleteStatement(Mart mart, String schema, UnknownZones unknownZones) {
        this.contract = mart.contract();
        this.schema = schema;
        this.unknownZones = unknownZones;
    }

    /** The complete statement of a view with nothing narrowed, to read or to paste into psql. */
    public static String whole(Mart mart, View view, String schema) {
        if (view.overStore()) {
            return StoreStatement.whole(view) + ";\n";
        }
        return new CompleteStatement(mart, schema, UnknownZones.none())
                        .rows(Narrowable.of(view), new Narrowing.Whole(), "daybook_w.*")
                + ";\n";
    }

    /** The view's rows under a narrowing, every column cast to its table's type. */
    public String rows(View view, Narrowing narrowing, MetricTable table) {
        return rows(Narrowable.of(view), narrowing, table.castColumns());
    }

    /** The distinct slices of a narrowing's rows. */
    public String slices(View view, Narrowing narrowing) {
        return "select distinct "
                + String.join(", ", view.slice())
                + " from (\n"
                + rows(Narrowable.of(view), narrowing, "daybook_w.*")
                + "\n) as daybook_v";
    }

    /**
     * The slices that a narrowing's facts can belong to, without asking the view: each fact's day
     * in UTC and the days around it. For data that the view cannot compute.
     */
    public String candidates(View view, Narrowing narrowing) {
        Narrowable narrowable = Narrowable.of(view);
        Input.Entity entity = view.entity().orElseThrow();
        return view.inputs().stream()
                .filter(Input.Fact.class::isInstance)
                .map(Input.Fact.class::cast)
                .map(fact -> candidates(narrowable, entity, fact, narrowing))
                .collect(Collectors.joining("\nunion\n"));
    }

    private String candidates(
            Narrowable view, Input.Entity entity, Input.Fact fact, Narrowing narrowing) {
        List<String> conditions = new ArrayList<>(factConditions(view, fact, narrowing));
        conditions.add("true");
        String day =
                fact.clock()
                        .map("cast(timezone('UTC', f.%s) as date) + o.days as day"::formatted)
                        .orElse("cast(null as date) as day");
        return """
        select distinct e.tenant_id, f.%1$s, %2$s
        from (select * from %3$s where %4$s) as f
        join %5$s as e on e.%6$s = f.%1$s
        cross join (values (-1), (0), (1)) as o (days)"""
                .formatted(
                        fact.key(),
                        day,
                        qualified(fact.table()),
                        String.join(" and ", conditions),
                        qualified(entity.table()),
                        entity.key());
    }

    /** The narrowed rows; {@code select} is a list of expressions over {@code daybook_w}. */
    public String rows(Narrowable view, Narrowing narrowing, String select) {
        return rows(view, narrowing, select, List.of());
    }

    /** The narrowed rows that also meet conditions on {@code daybook_w}'s slice columns. */
    public String rows(
            Narrowable view, Narrowing narrowing, String select, List<String> conditions) {
        if (narrowing instanceof Narrowing.Slices slices) {
            return sliceRows(view, slices, select);
        }
        List<String> cut = new ArrayList<>(conditions);
        narrowing.window().ifPresent(window -> cut.addAll(cut(window)));
        return with(view, narrowing) + select(view, select, cut);
    }

    private static List<String> cut(Narrowing.Window window) {
        List<String> conditions = new ArrayList<>();
        window.from().ifPresent(day -> conditions.add("daybook_w.day >= " + Literals.day(day)));
        window.toExclusive()
                .ifPresent(day -> conditions.add("daybook_w.day < " + Literals.day(day)));
        window.tenant()
                .ifPresent(
                        tenant -> conditions.add("daybook_w.tenant_id = " + Literals.text(tenant)));
        return conditions;
    }

    private String sliceRows(Narrowable view, Narrowing.Slices slices, String select) {
        String names = String.join(", ", view.slice());
        List<String> arrays = new ArrayList<>();
        arrays.add(Literals.texts(slices.slices().stream().map(Slice::tenantId).toList()));
        arrays.add(Literals.ids(slices.slices().stream().map(Slice::entityId).toList()));
        String range = "";
        String bounds = "";
        if (view.daily()) {
            List<LocalDate> days = new ArrayList<>();
            slices.slices().forEach(slice -> days.add(slice.day()));
            arrays.add(Literals.days(days));
            range =
                    zonedEntity(view)
                            .map(entity -> ", daybook_b.*")
                            .orElse(",\n        " + DayBounds.ANYWHERE);
            bounds = zonedEntity(view).map(entity -> bounds(view, entity)).orElse("");
        }
        String match =
                view.slice().stream()
                        .map(column -> "daybook_w." + column + " = daybook_d." + column)
                        .collect(Collectors.joining(" and "));
        return """
        with daybook_slice as materialized (
            select s.*%s
            from unnest(%s) as s (%s)%s
        )
        select %s
        from daybook_slice as daybook_d
        cross join lateral (
        %s%s
        ) as daybook_w"""
                .formatted(
                        range,
                        String.join(", ", arrays),
                        names,
                        bounds,
                        select,
                        with(view, slices),
                        select(view, "daybook_w.*", List.of(match)));
    }

    private static Optional<Input.Entity> zonedEntity(Narrowable view) {
        return view.inputs().stream()
                .filter(Input.Entity.class::isInstance)
                .map(Input.Entity.class::cast)
                .filter(entity -> entity.zone().isPresent())
                .findFirst();
    }

    private String bounds(Narrowable view, Input.Entity entity) {
        List<String> known = new ArrayList<>(unknownZones.condition(entity));
        known.add("%s = s.%s".formatted(entity.key(), view.key()));
        return "\n    cross join lateral (\n%s\n    ) as daybook_b"
                .formatted(
                        DayBounds.select(
                                "s.day",
                                entity.zone().orElseThrow(),
                                "(select * from %s where %s)"
                                        .formatted(
                                                qualified(entity.table()),
                                                String.join(" and ", known))));
    }

    /**
     * For each row of one fact that a slice is made from, in the order of its key, what the view
     * returns of that slice over this row alone: the other facts are empty, children are the row's.
     *
     * @param fact the name of a fact, or of the entity of an entity view
     * @param select expressions over {@code daybook_d}, the row, and {@code daybook_w}, the view's
     */
    public String eachRow(View view, String fact, Slice slice, String select) {
        Input input = view.input(fact);
        Contract.Table table = contract.table(input.table());
        String key = String.join(", ", table.primaryKey());
        Narrowing alone = new Narrowing.SingleRow(fact, table.primaryKey(), slice.entityId());
        Narrowable narrowable = Narrowable.of(view);
        return """
        with daybook_row as (
            select distinct on (%1$s) %2$s
            from %3$s
            where %4$s
            order by %1$s
        )
        select %5$s
        from daybook_row as daybook_d
        cross join lateral (
        %6$s%7$s
        ) as daybook_w
        order by %8$s"""
                .formatted(
                        key,
                        String.join(", ", table.columnNames()),
                        qualified(input.table()),
                        String.join(" and ", ofSlice(input, slice)),
                        select,
                        with(narrowable, alone),
                        select(narrowable, "daybook_w.*", isSlice(view, slice)),
                        table.primaryKey().stream()
                                .map("daybook_d."::concat)
                                .collect(Collectors.joining(", ")));
    }

    private List<String> ofSlice(Input input, Slice slice) {
        List<String> conditions = new ArrayList<>();
        if (input instanceof Input.Entity entity) {
            conditions.addAll(unknownZones.condition(entity));
            conditions.add(entity.key() + " = " + slice.entityId());
        } else if (input instanceof Input.Fact fact) {
            conditions.add(fact.key() + " = " + slice.entityId());
            LocalDate day = slice.day();
            if (day != null) {
                String clock = fact.clock().orElseThrow();
                conditions.add(clock + " >= " + earliestOf(day));
                conditions.add(clock + " < " + latestBefore(day.plusDays(1)));
            }
        }
        return conditions;
    }

    /** The conditions that keep one slice of the view's rows. */
    public static List<String> isSlice(View view, Slice slice) {
        List<String> conditions = new ArrayList<>();
        conditions.add("daybook_w.tenant_id = " + Literals.text(slice.tenantId()));
        conditions.add("daybook_w.%s = %d".formatted(view.key(), slice.entityId()));
        if (view.daily()) {
            conditions.add("daybook_w.day = " + Literals.day(slice.day()));
        }
        return conditions;
    }

    private static String select(Narrowable view, String select, List<String> cut) {
        String where = cut.isEmpty() ? "" : "\nwhere " + String.join("\n    and ", cut);
        return "select " + select + " from (\n" + view.text() + "\n) as daybook_w" + where;
    }

    private String with(Narrowable view, Narrowing narrowing) {
        return view.inputs().stream()
                .map(input -> shadow(view, input, narrowing))
                .collect(Collectors.joining(",\n", "with ", "\n"));
    }

    private String shadow(Narrowable view, Input input, Narrowing narrowing) {
        List<String> conditions = conditions(view, input, narrowing);
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        return "%s as not materialized (select %s from %s%s)"
                .formatted(
                        input.name(),
                        String.join(", ", contract.table(input.table()).columnNames()),
                        qualified(input.table()),
                        where);
    }

    private List<String> conditions(Narrowable view, Input input, Narrowing narrowing) {
        if (input instanceof Input.Entity entity) {
            List<String> conditions = new ArrayList<>(unknownZones.condition(entity));
            conditions.addAll(entityConditions(view, entity, narrowing));
            return conditions;
        }
        if (input instanceof Input.Fact fact) {
            return factConditions(view, fact, narrowing);
        }
        if (input instanceof Input.Child child && !narrowing.leavesChildrenWhole()) {
            return List.of("%1$s in (select %1$s from %2$s)".formatted(child.by(), child.of()));
        }
        return List.of();
    }

    private List<String> entityConditions(
            Narrowable view, Input.Entity entity, Narrowing narrowing) {
        if (narrowing instanceof Narrowing.Slices) {
            return List.of(entity.key() + " = daybook_d." + view.key());
        }
        if (narrowing instanceof Narrowing.SingleRow row) {
            return List.of(entity.key() + " = " + row.entityId());
        }
        List<String> conditions = new ArrayList<>();
        if (narrowing instanceof Narrowing.Entities entities) {
            conditions.add(entity.key() + " = any (" + Literals.ids(entities.ids()) + ")");
        }
        narrowing
                .window()
                .flatMap(Narrowing.Window::tenant)
                .ifPresent(tenant -> conditions.add("tenant_id = " + Literals.text(tenant)));
        return conditions;
    }

    private List<String> factConditions(Narrowable view, Input.Fact fact, Narrowing narrowing) {
        List<String> conditions = new ArrayList<>();
        if (narrowing instanceof Narrowing.Slices) {
            conditions.add(fact.key() + " = daybook_d." + view.key());
            fact.clock().ifPresent(clock -> conditions.add(clock + " >= daybook_d.daybook_lo"));
            fact.clock().ifPresent(clock -> conditions.add(clock + " < daybook_d.daybook_hi"));
            return conditions;
        }
        if (narrowing instanceof Narrowing.SingleRow row) {
            return List.of(fact.name().equals(row.fact()) ? row.isThatRow() : "false");
        }
        if (narrowing instanceof Narrowing.Changed changed) {
            if (!standsAbove(view, fact, view.input(changed.input()))) {
                return List.of("false");
            }
            conditions.add(changedRows(view, view.input(changed.input()), changed));
            fact.clock().ifPresent(clock -> conditions.add(withinRange(clock)));
            return conditions;
        }
        if (narrowing instanceof Narrowing.Entities entities) {
            conditions.add(fact.key() + " = any (" + Literals.ids(entities.ids()) + ")");
        }
        fact.clock().ifPresent(clock -> conditions.addAll(range(clock, narrowing)));
        return conditions;
    }

    /**
     * The range of a usable clock, in a form that no index serves. Beside the view's own "is not
     * null" the planner takes the plain one for rare, and read all tickets ever cancelled.
     */
    private static String withinRange(String clock) {
        return "coalesce(%1$s >= %2$s and %1$s < %3$s, false)".formatted(clock, EARLIEST, LATEST);
    }

    private static List<String> range(String clock, Narrowing narrowing) {
        Optional<Narrowing.Window> window = narrowing.window();
        String low =
                window.flatMap(Narrowing.Window::from)
                        .map(CompleteStatement::earliestOf)
                        .orElse(EARLIEST);
        String high =
                window.flatMap(Narrowing.Window::toExclusive)
                        .map(CompleteStatement::latestBefore)
                        .orElse(LATEST);
        return List.of(clock + " >= " + low, clock + " < " + high);
    }

    private static String earliestOf(LocalDate day) {
        return Literals.instant(day.atStartOfDay(ZoneOffset.UTC).minusHours(14).toInstant());
    }

    private static String latestBefore(LocalDate day) {
        return Literals.instant(day.atStartOfDay(ZoneOffset.UTC).plusHours(12).toInstant());
    }

    /** Whether the way up from {@code input} by its {@code of} links ends at that fact. */
    private static boolean standsAbove(Narrowable view, Input.Fact fact, Input input) {
        return input.link()
                .map(link -> standsAbove(view, fact, view.input(link.of())))
                .orElse(input.equals(fact));
    }

    /**
     * The condition on the fact above {@code input} that keeps the rows to which a changed row of
     * {@code input} belongs: link by link, nested IN.
     */
    private String changedRows(Narrowable view, Input input, Narrowing.Changed changed) {
        String condition = Mart.CHANGE_COLUMN + " >= " + Literals.instant(changed.since());
        Input current = input;
        while (!(current instanceof Input.Fact)) {
            Input.Link link = current.link().orElseThrow();
            condition =
                    "%1$s in (select %1$s from %2$s where %3$s)"
                            .formatted(link.by(), qualified(current.table()), condition);
            current = view.input(link.of());
        }
        return condition;
    }

    private String qualified(String table) {
        return Literals.identifier(schema) + "." + table;
    }
}
