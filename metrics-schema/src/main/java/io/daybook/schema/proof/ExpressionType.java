package io.daybook.schema.proof;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The type that an expression of a parse tree has, which some nodes keep only in their operand. */
final class ExpressionType {

    private static final long BOOLEAN = 16;
    private static final long INTEGER = 23;

    // server versions before 16 shorten some labels
    private static final Map<String, Long> FIXED =
            Map.of(
                    "BOOLEXPR", BOOLEAN,
                    "NULLTEST", BOOLEAN,
                    "BOOLEANTEST", BOOLEAN,
                    "SCALARARRAYOPEXPR", BOOLEAN,
                    "ROWCOMPARE", BOOLEAN,
                    "ROWCOMPAREEXPR", BOOLEAN,
                    "GROUPINGFUNC", INTEGER);

    private static final List<String> FIELDS =
            List.of(
                    "vartype",
                    "consttype",
                    "funcresulttype",
                    "opresulttype",
                    "aggtype",
                    "wintype",
                    "resulttype",
                    "casetype",
                    "coalescetype",
                    "minmaxtype",
                    "paramtype",
                    "array_typeid",
                    "row_typeid",
                    "refrestype",
                    "typeId",
                    "type");

    private ExpressionType() {}

    /** The type's oid; empty for a node that this class does not know. */
    static OptionalLong of(ParseTree expression) {
        Long fixed = FIXED.get(expression.label());
        if (fixed != null) {
            return OptionalLong.of(fixed);
        }
        if (expression.label().startsWith("COLLATE")) {
            return first(expression.nodes("arg"));
        }
        if (expression.label().equals("SUBLINK")) {
            return first(
                    expression.nodes("subselect").stream()
                            .flatMap(query -> query.nodes("targetList").stream().limit(1))
                            .flatMap(target -> target.nodes("expr").stream())
                            .toList());
        }
        return FIELDS.stream()
                .flatMap(field -> expression.atoms(field).stream().limit(1))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private static OptionalLong first(List<ParseTree> expressions) {
        return expressions.isEmpty() ? OptionalLong.empty() : of(expressions.get(0));
    }
}
