package io.daybook.etl.explain;

import io.daybook.etl.engine.Slice;
import io.daybook.etl.explain.Explanation.Verdict;
import io.daybook.schema.catalogue.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the stored slice stands to what the view returns now.
 *
 * @param whole the view's rows of the slice
 */
record Outcome(
        View view, Slice slice, StoredSlice stored, List<Map<String, @Nullable String>> whole) {

    Verdict verdict(SourceRows rows) {
        if (whole.isEmpty() && stored.rows().isEmpty()) {
            return Verdict.ABSENT;
        }
        if (same(whole, stored.rows())) {
            return Verdict.EQUAL;
        }
        if (stored.published().isEmpty()) {
            return Verdict.UNPUBLISHED;
        }
        if (stored.heldBack().isPresent()) {
            return Verdict.HELD_BACK;
        }
        return rows.changedSince(stored.published().get().horizon())
                ? Verdict.PENDING
                : Verdict.DRIFT;
    }

    /** Whether both hold the same rows, as text: 10.5 and 10.50 differ, as for a run. */
    private static boolean same(
            List<Map<String, @Nullable String>> some, List<Map<String, @Nullable String>> others) {
        List<Map<String, @Nullable String>> left = new ArrayList<>(others);
        return some.size() == others.size() && some.stream().allMatch(left::remove);
    }

    List<String> messages(Verdict verdict) {
        return List.of(
                switch (verdict) {
                    case ABSENT ->
                            "No such slice: no row of the source reaches it and the table"
                                    + " holds none. Check the keys."
                                    + stored.heldBack()
                                            .map(" Its entity is held back: "::concat)
                                            .orElse("");
                    case EQUAL -> "The table holds what the view returns.";
                    case UNPUBLISHED ->
                            "%s was never published. Next: daybook run %s"
                                    .formatted(view.mart(), view.mart());
                    case HELD_BACK ->
                            "Held back (%s): the table keeps the last good rows until it"
                                            .formatted(stored.heldBack().orElse(""))
                                    + " is mended in the source.";
                    case PENDING ->
                            "The table differs by a change since its horizon, which the next"
                                    + " run finds. Next: daybook run "
                                    + view.mart();
                    case DRIFT ->
                            "Drift: the table differs, and no change since its horizon marks"
                                    + " the slice. Next: daybook verify "
                                    + verification();
                });
    }

    private String verification() {
        return view.daily()
                ? "%s --from %s --to %s --repair".formatted(view.mart(), slice.day(), slice.day())
                : "%s --view %s --repair".formatted(view.mart(), view.stem());
    }
}
