package io.daybook.etl.explain;

import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.engine.CompleteStatement;
import io.daybook.etl.engine.Literals;
import io.daybook.etl.engine.MetricTable;
import io.daybook.etl.engine.Narrowable;
import io.daybook.etl.engine.Narrowing;
import io.daybook.etl.engine.Slice;
import io.daybook.schema.catalogue.Contract;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the source has of one slice of a view, read in one snapshot. */
final class SourceRows {

    private static final String STAGE = "explaining the slice";
    private static final int FETCH_SIZE = 200;

    private final Connection source;
    private final String schema;
    private final Contract contract;
    private final CompleteStatement statements;
    private final MetricTable table;
    private final Slice slice;

    SourceRows(
            Connection source,
            String schema,
            Mart mart,
            CompleteStatement statements,
            MetricTable table,
            Slice slice) {
        this.source = source;
        this.schema = schema;
        this.contract = mart.contract();
        this.statements = statements;
        this.table = table;
        this.slice = slice;
    }

    /** The names under which rows make slices: the facts, or the entity of an entity view. */
    List<Input> facts() {
        return Stream.concat(
                        view().inputs(Input.Fact.class),
                        view().inputs(Input.Entity.class).filter(Input.Entity::directory))
                .map(Input.class::cast)
                .toList();
    }

    /** The rows of one fact that reach the slice, by key, at most so many. */
    List<Explanation.FactRow> rows(Input fact, int limit) {
        List<Explanation.FactRow> rows = new ArrayList<>();
        Contract.Table from = contract.table(fact.table());
        String select =
                from.columnNames().stream()
                                .map("cast(daybook_d.%s as text)"::formatted)
                                .collect(Collectors.joining(", "))
                        + ", "
                        + ViewRow.select(table);
        String sql = statements.eachRow(view(), fact.name(), slice, select);
        try (Statement statement = source.createStatement()) {
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet result = statement.executeQuery(sql)) {
                while (result.next() && add(rows, fact, from, result, limit)) {
                    // adds
                }
            }
        } catch (SQLException exception) {
            throw new StatementFailed(STAGE, sql, exception);
        }
        return rows;
    }

    /** A row of the view more for the last fact row, or another fact row; false when it is full. */
    private boolean add(
            List<Explanation.FactRow> rows,
            Input fact,
            Contract.Table from,
            ResultSet result,
            int limit)
            throws SQLException {
        Map<String, @Nullable String> columns = new LinkedHashMap<>();
        for (String name : from.columnNames()) {
            columns.put(name, result.getString(columns.size() + 1));
        }
        Map<String, @Nullable String> contribution =
                ViewRow.read(result, table, from.columnNames().size());
        int last = rows.size() - 1;
        if (last >= 0 && sameRow(rows.get(last).columns(), columns, from)) {
            List<Map<String, @Nullable String>> contributions =
                    new ArrayList<>(rows.get(last).contributions());
            contributions.add(contribution);
            rows.set(last, new Explanation.FactRow(fact.name(), columns, contributions));
            return true;
        }
        if (rows.size() == limit) {
            return false;
        }
        rows.add(new Explanation.FactRow(fact.name(), columns, List.of(contribution)));
        return true;
    }

    private static boolean sameRow(
            Map<String, @Nullable String> one,
            Map<String, @Nullable String> other,
            Contract.Table table) {
        return table.primaryKey().stream()
                .allMatch(column -> String.valueOf(one.get(column)).equals(other.get(column)));
    }

    long count(Input fact) {
        String key =
                contract.table(fact.table()).primaryKey().stream()
                        .map("daybook_d."::concat)
                        .collect(Collectors.joining(", ", "row(", ")"));
        return Sql.number(
                source,
                STAGE,
                "select count(distinct r.daybook_key) from (\n"
                        + statements.eachRow(view(), fact.name(), slice, key + " as daybook_key")
                        + "\n) as r");
    }

    /** Per grain outside the slice, the sum of each measure over the rows of one fact. */
    Map<List<@Nullable String>, Map<String, BigDecimal>> sums(Input fact) {
        List<String> grain = grain();
        List<String> measures = table.measures();
        Map<List<@Nullable String>, Map<String, BigDecimal>> sums = new LinkedHashMap<>();
        String list =
                Stream.concat(
                                grain.stream().map("r."::concat),
                                measures.stream()
                                        .map("cast(sum(cast(r.%s as numeric)) as text)"::formatted))
                        .collect(Collectors.joining(", "));
        Sql.query(
                source,
                STAGE,
                "select %s from (\n%s\n) as r%s"
                        .formatted(
                                list.isEmpty() ? "null" : list,
                                statements.eachRow(
                                        view(), fact.name(), slice, ViewRow.select(table)),
                                grain.isEmpty()
                                        ? " having count(*) > 0"
                                        : " group by "
                                                + grain.stream()
                                                        .map("r."::concat)
                                                        .collect(Collectors.joining(", "))),
                row -> {
                    List<@Nullable String> of = new ArrayList<>();
                    for (int place = 1; place <= grain.size(); place++) {
                        of.add(row.getString(place));
                    }
                    Map<String, BigDecimal> values = new LinkedHashMap<>();
                    for (int place = 0; place < measures.size(); place++) {
                        String measure = measures.get(place);
                        Numbers.of(row.getString(grain.size() + place + 1))
                                .ifPresent(number -> values.put(measure, number));
                    }
                    return sums.put(of, values);
                });
        return sums;
    }

    /** What the view returns of the slice, over all rows. */
    List<Map<String, @Nullable String>> whole() {
        return Sql.query(
                source,
                STAGE,
                statements.rows(
                        Narrowable.of(view()),
                        new Narrowing.Slices(List.of(slice)),
                        ViewRow.select(table)),
                row -> ViewRow.read(row, table, 0));
    }

    /** Whether a change marks the slice, so that the next run recomputes it. */
    boolean changedSince(Instant horizon) {
        for (Input input : view().inputs()) {
            String found =
                    input instanceof Input.Entity entity
                            ? "select from %s.%s where %s = %d and %s >= %s"
                                    .formatted(
                                            Literals.identifier(schema),
                                            entity.table(),
                                            entity.key(),
                                            slice.entityId(),
                                            Mart.CHANGE_COLUMN,
                                            Literals.instant(horizon))
                            : "select from (%s) as daybook_w where %s"
                                    .formatted(
                                            statements.slices(
                                                    view(),
                                                    new Narrowing.Changed(input.name(), horizon)),
                                            String.join(
                                                    " and ",
                                                    CompleteStatement.isSlice(view(), slice)));
            if (Sql.one(source, STAGE, "select exists (" + found + ")", row -> row.getBoolean(1))) {
                return true;
            }
        }
        return false;
    }

    /** The grain's columns outside the slice. */
    List<String> grain() {
        return view().grain().stream().filter(column -> !view().slice().contains(column)).toList();
    }

    private View view() {
        return table.view();
    }
}
