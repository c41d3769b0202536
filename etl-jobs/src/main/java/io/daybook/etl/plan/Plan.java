package io.daybook.etl.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run has to compute; its slices stand in {@code daybook.plan_slice}.
 *
 * @param parts disjoint: no slice belongs to two parts
 * @param wholeStoreViews views over stored tables that are due whole, with the reason
 * @param verifies whether differences in slices that nobody changed are drift
 * @param comparedViews stems of the views that are verified
 * @param comparedDays the verified days; of views without a day all rows are
 * @param rotation the older history that is verified beside the recent days; to be remembered
 * @param messages what the operator should know, e.g. what a comparison leaves out
 */
public record Plan(
        List<Part> parts,
        Map<String, String> wholeStoreViews,
        boolean verifies,
        Set<String> comparedViews,
        List<Days> comparedDays,
        Optional<Rotation> rotation,
        List<String> messages) {

    /**
     * A half-open range of local days.
     *
     * @param from empty for no lower bound
     * @param toExclusive empty for no upper bound
     */
    public record Days(Optional<LocalDate> from, Optional<LocalDate> toExclusive) {}

    public Plan {
        parts = List.copyOf(parts);
        comparedDays = List.copyOf(comparedDays);
        messages = List.copyOf(messages);
        wholeStoreViews = Map.copyOf(wholeStoreViews);
        comparedViews = Set.copyOf(comparedViews);
    }

    public List<Part> parts(String view) {
        return parts.stream().filter(part -> part.view().equals(view)).toList();
    }
}
