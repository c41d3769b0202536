package io.daybook.schema.proof;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a text refers to by oid, named and judged by the server's own catalogue. */
final class References {

    private static final String NAMED_RELATIONS =
            "select cast(cast(oid as regclass) as text) from pg_class"
                    + " where oid = any (cast(? as oid[])) order by 1";

    /**
     * Functions named directly or by their operators that are not immutable, or not PostgreSQL's
     * own: their bodies could hide anything. An instant plus or minus an interval is stable only
     * because of the session's zone, which is always UTC.
     */
    private static final String REFUSED_FUNCTIONS =
            """
            select cast(cast(p.oid as regprocedure) as text),
                case
                    when n.nspname <> 'pg_catalog' then 'not PostgreSQL''s own'
                    when p.provolatile = 's' then 'stable'
                    else 'volatile'
                end
            from pg_proc as p
            join pg_namespace as n on n.oid = p.pronamespace
            where (
                    p.oid = any (cast(? as oid[]))
                    or p.oid in (
                        select o.oprcode from pg_operator as o
                        where o.oid = any (cast(? as oid[]))
                    )
                )
                and (p.provolatile <> 'i' or n.nspname <> 'pg_catalog')
                and (n.nspname, p.proname) not in (
                    ('pg_catalog', 'timestamptz_pl_interval'),
                    ('pg_catalog', 'timestamptz_mi_interval'),
                    ('pg_catalog', 'interval_pl_timestamptz')
                )
            order by 1
            """;

    /** A conversion by text is as immutable as the types' own input and output functions. */
    private static final String REFUSED_CONVERSION =
            """
            select format_type(s.oid, null) || ' to ' || format_type(t.oid, null)
            from pg_type as s
            join pg_proc as so on so.oid = s.typoutput
            cross join pg_type as t
            join pg_proc as ti on ti.oid = t.typinput
            where s.oid = ? and t.oid = ? and (so.provolatile <> 'i' or ti.provolatile <> 'i')
            """;

    /**
     * Types, operators and the like that are not PostgreSQL's own; relations are looked at above.
     */
    private static final String FOREIGN_OBJECTS =
            """
            select distinct pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid)
            from pg_depend as d
            where d.classid = cast('pg_rewrite' as regclass)
                and d.objid = ?
                and d.refclassid not in (
                    cast('pg_class' as regclass), cast('pg_proc' as regclass)
                )
            order by 1
            """;

    private final ProofTransaction transaction;
    private final List<ParseTree> text;

    References(ProofTransaction transaction, List<ParseTree> text) {
        this.transaction = transaction;
        this.text = text;
    }

    /**
     * One sentence per reference that escapes the inputs or depends on more than them.
     *
     * @param view the oid of the view that holds the text, which older servers list as read
     * @param rule the oid of its rewrite rule
     */
    List<String> broken(long view, long rule, List<String> inputs) throws SQLException {
        List<String> found = new ArrayList<>();
        String relations = oids(node -> node.atoms("relid").stream(), String.valueOf(view));
        transaction
                .query(NAMED_RELATIONS, row -> row.getString(1), relations)
                .forEach(
                        name ->
                                found.add(
                                        "Reads %s (expected only its inputs: %s)"
                                                .formatted(name, String.join(", ", inputs))));
        found.addAll(
                transaction.query(
                        REFUSED_FUNCTIONS,
                        row ->
                                "Calls %s, which is %s (expected immutable functions)"
                                        .formatted(row.getString(1), row.getString(2)),
                        oids(References::functions, "0"),
                        oids(References::operators, "0")));
        found.addAll(
                transaction.query(
                        FOREIGN_OBJECTS,
                        row ->
                                "Uses %s (expected only PostgreSQL's own)"
                                        .formatted(row.getString(1)),
                        rule));
        found.addAll(conversions());
        return found;
    }

    private List<String> conversions() throws SQLException {
        List<String> found = new ArrayList<>();
        for (ParseTree node : text) {
            if (node.label().equals("COERCEVIAIO")) {
                found.addAll(conversion(node));
            }
        }
        return found.stream().distinct().toList();
    }

    private List<String> conversion(ParseTree node) throws SQLException {
        OptionalLong from = ExpressionType.of(node.nodes("arg").get(0));
        OptionalLong to = ExpressionType.of(node);
        if (from.isEmpty() || to.isEmpty()) {
            return List.of("Converts an expression of unknown type (expected a column or a call)");
        }
        return transaction.query(
                REFUSED_CONVERSION,
                row ->
                        "Converts %s, which depends on the session (expected no such cast)"
                                .formatted(row.getString(1)),
                from.getAsLong(),
                to.getAsLong());
    }

    private static Stream<String> functions(ParseTree node) {
        return Stream.of("funcid", "opfuncid", "aggfnoid", "winfnoid")
                .flatMap(field -> node.atoms(field).stream());
    }

    private static Stream<String> operators(ParseTree node) {
        return Stream.of("opno", "opnos").flatMap(field -> node.atoms(field).stream());
    }

    private String oids(Function<ParseTree, Stream<String>> named, String but) {
        return text.stream()
                .flatMap(named)
                .filter(oid -> oid.matches("\\d+") && !oid.equals("0") && !oid.equals(but))
                .distinct()
                .collect(Collectors.joining(",", "{", "}"));
    }
}
