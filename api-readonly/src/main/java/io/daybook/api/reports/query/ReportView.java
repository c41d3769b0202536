package io.daybook.api.reports.query;

import io.daybook.api.reports.query.ReportColumn.Kind;
import io.daybook.api.reports.query.ReportColumn.Role;
import io.daybook.schema.catalogue.View;
import io.daybook.schema.sets.SetColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** A view with the columns that its table has for readers. */
public final class ReportView {

    static final String TENANT = "tenant_id";
    static final String DAY = "day";
    static final String CURRENCY = "currency";

    private final View view;
    private final Table<?> table;
    private final @Nullable Table<?> directory;
    private final List<ReportColumn> columns;

    /**
     * @param directory the table with one row per entity, for a view without a currency of its own;
     *     null when it has none either, or when there is none
     */
    ReportView(View view, Table<?> table, @Nullable Table<?> directory) {
        this.view = view;
        this.table = table;
        boolean own = table.field(CURRENCY) != null;
        this.directory =
                own || !hasAmounts() || directory == null || directory.field(CURRENCY) == null
                        ? null
                        : directory;
        this.columns = columns(own || this.directory != null);
    }

    private boolean hasAmounts() {
        return Stream.of(table.fields())
                .filter(field -> Kind.of(field).filter(Kind.NUMBER::equals).isPresent())
                .map(Field::getName)
                .anyMatch(
                        name -> !view.grain().contains(name) && !view.attributes().contains(name));
    }

    private List<ReportColumn> columns(boolean hasCurrency) {
        List<ReportColumn> found = new ArrayList<>();
        List<String> ofSets =
                view.sets().stream().flatMap(set -> SetColumns.of(set).all().stream()).toList();
        for (Field<?> field : table.fields()) {
            Kind.of(field)
                    .filter(kind -> !field.getName().equals(TENANT))
                    .filter(kind -> !ofSets.contains(field.getName()))
                    .map(kind -> column(field, kind, hasCurrency))
                    .ifPresent(found::add);
        }
        view.sets().forEach(set -> found.add(distinct(SetColumns.of(set))));
        if (directory != null) {
            Field<?> currency = directory.field(CURRENCY);
            found.add(ReportColumn.of(currency, Role.DIMENSION, Kind.TEXT, false));
        }
        Map<String, ReportColumn> measures =
                found.stream()
                        .filter(column -> column.is(Role.MEASURE))
                        .collect(Collectors.toMap(ReportColumn::name, Function.identity()));
        view.ratios().forEach((name, ratio) -> found.add(ratio(name, ratio, measures)));
        return List.copyOf(found);
    }

    private ReportColumn column(Field<?> field, Kind kind, boolean hasCurrency) {
        String name = field.getName();
        if (view.grain().contains(name)) {
            return ReportColumn.of(field, Role.DIMENSION, kind, false);
        }
        boolean added = kind.isNumber() && !view.attributes().contains(name);
        return ReportColumn.of(
                field,
                added ? Role.MEASURE : Role.ATTRIBUTE,
                kind,
                added && kind == Kind.NUMBER && hasCurrency);
    }

    /** Of a set a reader is told how many, never who, nor the digest that a guess can be put to. */
    private ReportColumn distinct(SetColumns set) {
        Field<Long> size = table.field(set.size(), Long.class);
        Field<byte[]> ids = table.field(set.ids(), byte[].class);
        if (size == null || ids == null) {
            throw new IllegalStateException(
                    "no columns for the set %s of %s; run: daybook migrate"
                            .formatted(set.ids(), stem()));
        }
        return new ReportColumn(set.ids(), Role.DISTINCT, Kind.INTEGER, size, ids, false);
    }

    private ReportColumn ratio(String name, View.Ratio ratio, Map<String, ReportColumn> measures) {
        ReportColumn of = measures.get(ratio.of());
        ReportColumn per = measures.get(ratio.per());
        if (of == null || per == null) {
            throw new IllegalStateException("no measures for the ratio " + name + " of " + stem());
        }
        return new ReportColumn(
                name, Role.RATIO, Kind.NUMBER, of.field(), per.field(), of.money() || per.money());
    }

    public View view() {
        return view;
    }

    /** The view's name. */
    public String stem() {
        return view.stem();
    }

    /** All columns but the tenant's, in the table's order, then sets and ratios. */
    public List<ReportColumn> columns() {
        return columns;
    }

    Optional<ReportColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** The columns that identify a row to its tenant. */
    public List<ReportColumn> grain() {
        return view.grain().stream()
                .filter(name -> !name.equals(TENANT))
                .flatMap(name -> column(name).stream())
                .toList();
    }

    /** Those of these roles, in order. */
    List<ReportColumn> columns(Role... roles) {
        return columns.stream().filter(column -> Stream.of(roles).anyMatch(column::is)).toList();
    }

    /** What amounts are in: the view's own column, else the directory's; empty without either. */
    Optional<ReportColumn> currency() {
        return column(CURRENCY);
    }

    Table<?> table() {
        return table;
    }

    Field<String> tenant() {
        return table.field(TENANT, String.class);
    }

    /** Where the currency comes from when it is not the view's own. */
    Optional<Table<?>> directory() {
        return Optional.ofNullable(directory);
    }

    /**
     * Whether rows may be shown at all: groups of people in their lifetime form only, never by any
     * time.
     */
    public boolean isShown() {
        return view.privacy().isEmpty()
                || grain().stream().noneMatch(column -> column.kind().isTime());
    }
}
