package io.daybook.etl.engine;

import io.daybook.schema.catalogue.Check;
import io.daybook.schema.catalogue.Input;
import io.daybook.schema.catalogue.View;
import java.util.List;

/**
 * A text over declared inputs that is cut into slices: a view over the source, or a check that is
 * compared with one.
 *
 * @param slice tenant_id, the entity's key and, where it has one, day
 */
public record Narrowable(List<Input> inputs, List<String> slice, String text) {

    public static Narrowable of(View view) {
        return new Narrowable(view.inputs(), view.slice(), view.text());
    }

    /** A compare check has the slice columns of the view that it guards. */
    public static Narrowable of(Check check, View compared) {
        return new Narrowable(check.inputs(), compared.slice(), check.text());
    }

    String key() {
        return slice.get(1);
    }

    boolean daily() {
        return slice.contains("day");
    }

    Input input(String name) {
        return inputs.stream().filter(input -> input.name().equals(name)).findFirst().orElseThrow();
    }
}
