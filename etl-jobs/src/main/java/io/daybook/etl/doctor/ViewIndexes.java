package io.daybook.etl.doctor;

import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.Literals;
import io.daybook.schema.catalogue.Mart;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a view of the user's answers a run's questions by an index of the tables beneath.
 *
 * <p>A view has no index, and its column may be any expression. So the planner is asked: it plans
 * the question with sequential scans off, about values that nobody else asks for; where such a
 * value turns up in the plan tells what an index has to hold.
 */
final class ViewIndexes {

    private static final String CHECK = "indexes";

    /** By type, a value that a plan shows as it stands here. */
    private static final Map<String, String> PROBES =
            Map.of(
                    "bigint", "8070605040302010",
                    "integer", "807060504",
                    "text", "daybook asks",
                    "timestamp with time zone", "1987-06-05 04:03:02+00");

    private final Mart mart;
    private final String schema;
    private final Connection connection;

    ViewIndexes(Mart mart, String schema, Connection connection) {
        this.mart = mart;
        this.schema = schema;
        this.connection = connection;
    }

    Optional<MissingIndex> look(NeededIndex needed) {
        String view = schema + "." + needed + ", a view over " + String.join(", ", beneath(needed));
        List<Probe> probes = new ArrayList<>();
        for (String column : needed.columns()) {
            String type = type(needed, column);
            if (!PROBES.containsKey(type)) {
                return Optional.of(
                        new MissingIndex(
                                view + ", not checked: " + column + " is " + type, List.of()));
            }
            probes.add(new Probe(column, PROBES.get(type), type, type.startsWith("timestamp")));
        }
        Set<String> statements = new LinkedHashSet<>();
        boolean computed = false;
        for (QuestionPlan plan : QuestionPlan.read(explain(needed, probes))) {
            computed |= !serve(needed, plan, probes, statements);
        }
        if (!computed && statements.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new MissingIndex(
                        view
                                + (computed
                                        ? ", put together from several tables or rows: no index can serve it"
                                        : ""),
                        List.copyOf(statements)));
    }

    /** Adds the statements that one branch lacks; false when no index can serve it. */
    private boolean serve(
            NeededIndex needed, QuestionPlan plan, List<Probe> probes, Set<String> statements) {
        boolean possible = true;
        if (plan.readsNothing()) {
            return true;
        }
        for (List<Probe> together : plan.byScan(probes)) {
            List<String> expressions =
                    together.stream().map(plan::expression).flatMap(Optional::stream).toList();
            if (expressions.size() < together.size()) {
                possible = false;
                continue;
            }
            String relation = plan.relation(together.get(0));
            if (!entered(plan, together) && !indexed(needed, relation, expressions)) {
                statements.add(
                        "create index concurrently on %s (%s);"
                                .formatted(
                                        table(needed, relation),
                                        expressions.stream()
                                                .map(ViewIndexes::element)
                                                .collect(Collectors.joining(", "))));
            }
        }
        return possible;
    }

    /** A column that a question asks for, and the value in it. */
    record Probe(String column, String value, String type, boolean range) {

        String condition() {
            return "%s %s cast('%s' as %s)".formatted(column, range ? ">=" : "=", value, type);
        }
    }

    private String type(NeededIndex needed, String column) {
        return mart.contract().table(needed.table()).columns().stream()
                .filter(one -> one.name().equals(column))
                .findFirst()
                .orElseThrow()
                .type();
    }

    private String explain(NeededIndex needed, List<Probe> probes) {
        Sql.execute(connection, CHECK, "set enable_seqscan = off");
        String plan =
                Sql.one(
                        connection,
                        CHECK,
                        "explain (format json) select * from %s.%s where %s"
                                .formatted(
                                        Literals.identifier(schema),
                                        needed.table(),
                                        probes.stream()
                                                .map(Probe::condition)
                                                .collect(Collectors.joining(" and "))),
                        row -> row.getString(1));
        Sql.execute(connection, CHECK, "reset enable_seqscan");
        return plan;
    }

    /**
     * Whether the plan enters an index by these values; one that holds another column in front is
     * walked from end to end.
     */
    private boolean entered(QuestionPlan plan, List<Probe> probes) {
        Optional<QuestionPlan.Entry> entry = plan.entry(probes);
        if (entry.isEmpty()) {
            return false;
        }
        List<String> definitions = new ArrayList<>();
        for (int place = 1; place <= probes.size(); place++) {
            definitions.addAll(
                    Sql.query(
                            connection,
                            CHECK,
                            "select pg_get_indexdef(c.oid, %d, false) from pg_class as c where c.relkind in ('i', 'I') and c.relname = %s limit 1"
                                    .formatted(place, text(entry.get().index())),
                            row -> row.getString(1)));
        }
        return definitions.stream().allMatch(column -> holds(entry.get().condition(), column));
    }

    /** Whether there is such an index that this plan does without, as in a join by another one. */
    private boolean indexed(NeededIndex needed, String relation, List<String> expressions) {
        List<String> wanted = expressions.stream().map(ViewIndexes::bare).toList();
        return Sql.query(
                        connection,
                        CHECK,
                        Relations.WITH_BENEATH.formatted(text(schema), text(needed.table()))
                                + """
                                select array(
                                    select pg_get_indexdef(i.indexrelid, k.place, false)
                                    from generate_series(1, %d) as k (place)
                                    order by k.place)
                                from beneath as b
                                join pg_class as c on c.oid = b.oid and c.relname = %s
                                join pg_index as i on i.indrelid = c.oid
                                join pg_class as x on x.oid = i.indexrelid
                                join pg_am as m on m.oid = x.relam and m.amname = 'btree'
                                where i.indpred is null and i.indisvalid and i.indisready
                                """
                                        .formatted(wanted.size(), text(relation)),
                        row -> List.of((String[]) row.getArray(1).getArray()))
                .stream()
                .map(columns -> columns.stream().map(ViewIndexes::bare).toList())
                .anyMatch(wanted::equals);
    }

    private static String bare(String expression) {
        return expression.replaceAll("^\\((.*)\\)$", "$1");
    }

    private static boolean holds(String condition, String column) {
        return Pattern.compile("(?<![\\w\"])" + Pattern.quote(bare(column)))
                .matcher(condition)
                .find();
    }

    private static String element(String expression) {
        return expression.matches("\\w+|\"[^\"]+\"") ? expression : "(" + expression + ")";
    }

    private List<String> beneath(NeededIndex needed) {
        return relations(needed, " and not c.relispartition");
    }

    private String table(NeededIndex needed, String name) {
        return relations(needed, " and c.relname = " + text(name)).stream()
                .findFirst()
                .orElse(name);
    }

    private List<String> relations(NeededIndex needed, String condition) {
        return Sql.query(
                connection,
                CHECK,
                Relations.WITH_BENEATH.formatted(text(schema), text(needed.table()))
                        + """
                        select distinct format('%I.%I', n.nspname, c.relname)
                        from beneath as b
                        join pg_class as c on c.oid = b.oid
                        join pg_namespace as n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p', 'm', 'f')"""
                        + condition
                        + " order by 1",
                row -> row.getString(1));
    }
}
