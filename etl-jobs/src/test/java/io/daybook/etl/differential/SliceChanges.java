package io.daybook.etl.differential;

import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which slices of a view the rows of two states of the source left, and which ones the change
 * columns mark: worked out from whole tables, without the engine.
 *
 * <p>A row reaches the slices of the facts that it belongs to. It left those that it reached before
 * and does not reach now. A slice is marked when a row that reaches it now is stamped at or after
 * the published horizon, or when its entity differs in a column that the view uses: then every
 * slice that the entity has or had is, also one that only the table still has.
 */
public final class SliceChanges {

    /** A clock outside is a bad row: it has no day. */
    private static final String RANGE =
            "f.%1$s >= timestamptz '1900-01-01 00:00:00+00' and f.%1$s < timestamptz '2201-01-01"
                    + " 00:00:00+00'";

    private final OperationalRows rows;
    private final Mart mart;
    private final String before;
    private final String now;

    public SliceChanges(OperationalRows rows, Mart mart, String before, String now) {
        this.rows = rows;
        this.mart = mart;
        this.before = before;
        this.now = now;
    }

    public Set<String> left(View view) {
        Set<String> left = new TreeSet<>();
        for (Input input : reaching(view)) {
            String row =
                    "'%s ' || cast(row%s as text) || ' '".formatted(input.name(), key(input, "i."));
            Set<String> kept = new HashSet<>(rows.column(reach(view, input, now, row, "true")));
            List<String> reached = rows.column(reach(view, input, before, row, "true"));
            reached.removeIf(kept::contains);
            reached.forEach(text -> left.add(text.substring(text.indexOf('#') + 1)));
        }
        return left;
    }

    /**
     * The marked slices.
     *
     * @param named only those whose row surely comes out of the view. A fact without children may
     *     not: an order that lost its last ticket has no part in a count of tickets, so that its
     *     own change names no slice there.
     */
    public Set<String> marked(View view, String horizon, boolean named) {
        Set<String> marked = new TreeSet<>();
        String since = "i.%s >= timestamptz '%s'".formatted(Mart.CHANGE_COLUMN, horizon);
        String ofChangedEntity = "e.%s in (%s)".formatted(entity(view).key(), changed(view));
        for (Input input : reaching(view)) {
            if (!(input instanceof Input.Entity)) {
                String children = named ? withChildren(view, fact(view, input), "f") : "";
                marked.addAll(slices(view, input, now, since + children));
            }
            marked.addAll(slices(view, input, before, ofChangedEntity));
            marked.addAll(slices(view, input, now, ofChangedEntity));
        }
        return marked;
    }

    /** The keys, as text, of the entities that exist now and are new or differ in a used column. */
    public Set<String> changedEntities(View view) {
        return new HashSet<>(
                rows.column(
                        "select cast(c.%s as text) from (%s) as c"
                                .formatted(entity(view).key(), changed(view))));
    }

    private static Input fact(View view, Input input) {
        return input.link().map(link -> fact(view, view.input(link.of()))).orElse(input);
    }

    /** The condition that a row has a row of every child below it. */
    private String withChildren(View view, Input parent, String alias) {
        StringBuilder condition = new StringBuilder();
        view.inputs(Input.Child.class)
                .filter(child -> child.of().equals(parent.name()))
                .forEach(
                        child ->
                                condition.append(
                                        " and exists (select from %1$s.%2$s as k_%3$s where k_%3$s.%4$s = %5$s.%4$s%6$s)"
                                                .formatted(
                                                        now,
                                                        child.table(),
                                                        child.name(),
                                                        child.by(),
                                                        alias,
                                                        withChildren(
                                                                view,
                                                                child,
                                                                "k_" + child.name()))));
        return condition.toString();
    }

    private List<String> slices(View view, Input input, String schema, String condition) {
        return rows.column(reach(view, input, schema, "''", condition)).stream()
                .map(text -> text.substring(1))
                .toList();
    }

    /** Facts, children and lookups; the entity where it is its own fact. */
    private static List<Input> reaching(View view) {
        return view.inputs().stream()
                .filter(input -> !(input instanceof Input.Entity e) || e.directory())
                .toList();
    }

    private static Input.Entity entity(View view) {
        return view.entity().orElseThrow();
    }

    private String key(Input input, String prefix) {
        return ContractRoles.key(mart.contract().table(input.table()), prefix);
    }

    /** The entities that exist now and are new or differ in a used column. */
    private String changed(View view) {
        Input.Entity entity = entity(view);
        String differs =
                entity.uses().stream()
                        .map(column -> "n.%1$s is distinct from o.%1$s".formatted(column))
                        .collect(Collectors.joining(" or "));
        return "select n.%1$s from %2$s.%3$s as n left join %4$s.%3$s as o on o.%1$s = n.%1$s where o.%1$s is null or %5$s"
                .formatted(entity.key(), now, entity.table(), before, differs);
    }

    /** One text per row of the input ({@code i}) and slice that it reaches: row, #, slice. */
    private String reach(View view, Input input, String schema, String row, String condition) {
        Input.Entity entity = entity(view);
        if (input instanceof Input.Entity) {
            return "select %s || '#' || e.tenant_id || '|' || e.%s || '|-' from (select *, %2$s as daybook_i from %s.%s) as e cross join lateral (select e.*) as i where %s"
                    .formatted(row, entity.key(), schema, entity.table(), condition);
        }
        LinkedList<Input> chain = new LinkedList<>(List.of(input));
        while (chain.getFirst().link().isPresent()) {
            chain.addFirst(view.input(chain.getFirst().link().get().of()));
        }
        Input.Fact fact = (Input.Fact) chain.getFirst();
        String day =
                fact.clock()
                        .map(
                                clock ->
                                        "cast(cast(timezone(e.%s, f.%s) as date) as text)"
                                                .formatted(entity.zone().orElseThrow(), clock))
                        .orElse("'-'");
        List<String> joins = new ArrayList<>();
        String above = "f";
        for (Input below : chain.subList(1, chain.size())) {
            String alias = below.equals(input) ? "i" : "j" + joins.size();
            joins.add(
                    "join %1$s.%2$s as %3$s on %3$s.%4$s = %5$s.%4$s"
                            .formatted(
                                    schema,
                                    below.table(),
                                    alias,
                                    below.link().orElseThrow().by(),
                                    above));
            above = alias;
        }
        if (chain.size() == 1) {
            joins.add("cross join lateral (select f.*) as i");
        }
        return "select distinct %s || '#' || e.tenant_id || '|' || f.%s || '|' || %s from %s.%s as f %s join %4$s.%s as e on e.%s = f.%2$s where %s and %s"
                .formatted(
                        row,
                        fact.key(),
                        day,
                        schema,
                        fact.table(),
                        String.join(" ", joins),
                        entity.table(),
                        entity.key(),
                        fact.clock().map(RANGE::formatted).orElse("true"),
                        condition);
    }
}
