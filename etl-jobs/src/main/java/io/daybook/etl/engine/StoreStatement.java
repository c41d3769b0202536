package io.daybook.etl.engine;

import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.View;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Statements over stored tables: views {@code over: store} and published checks. */
public final class StoreStatement {

    private StoreStatement() {}

    /** The view over the whole stored tables. */
    public static String whole(View view) {
        return statement(view.inputs(), view.text(), input -> view.mart() + "." + input, "");
    }

    /**
     * The text over its stored tables.
     *
     * @param relation from a metric table's stem to the relation that is read
     * @param where a condition on every input, e.g. that its slice is listed; or empty
     */
    public static String statement(
            List<Input> inputs, String text, UnaryOperator<String> relation, String where) {
        return inputs.stream()
                .map(
                        input ->
                                "%s as not materialized (select daybook_i.* from %s as daybook_i%s)"
                                        .formatted(
                                                input.name(),
                                                relation.apply(input.table()),
                                                where.isEmpty() ? "" : " where " + where))
                .collect(
                        Collectors.joining(
                                ",\n",
                                "with ",
                                "\nselect daybook_w.* from (\n" + text + "\n) as daybook_w"));
    }
}
