package io.daybook.schema.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The order in which a mart's views can be computed. */
final class StoreOrder {

    private StoreOrder() {}

    /**
     * Views over the source in the given order, then views over stored tables, each after those
     * that it reads.
     *
     * @param circular is told every view that reads itself, directly or through others
     */
    static List<View> of(List<View> views, Consumer<View> circular) {
        List<View> ordered = new ArrayList<>(views.stream().filter(v -> !v.overStore()).toList());
        List<View> left = new ArrayList<>(views.stream().filter(View::overStore).toList());
        boolean moved = true;
        while (moved) {
            List<View> ready = left.stream().filter(view -> !reads(view, left)).toList();
            ordered.addAll(ready);
            moved = left.removeAll(ready);
        }
        left.stream().filter(view -> isCircular(view, left)).forEach(circular);
        return ordered;
    }

    private static boolean reads(View view, List<View> others) {
        return readBy(view, others).findAny().isPresent();
    }

    private static boolean isCircular(View view, List<View> left) {
        List<View> reached = new ArrayList<>(readBy(view, left).toList());
        for (int at = 0; at < reached.size(); at++) {
            readBy(reached.get(at), left)
                    .filter(next -> !reached.contains(next))
                    .forEach(reached::add);
        }
        return reached.contains(view);
    }

    private static Stream<View> readBy(View view, List<View> among) {
        return among.stream()
                .filter(
                        other ->
                                view.inputs().stream()
                                        .anyMatch(input -> input.table().equals(other.stem())));
    }
}
