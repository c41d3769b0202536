package io.daybook.schema.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * A query that names offending rows; none means passed.
 *
 * <p>It returns {@code bad_key bigint, tenant_id text, entity_id bigint, day date, reason text} at
 * stage source, the same without {@code bad_key} at the stages staging and published. A {@link
 * Compare} check returns one row per fact row instead: the view's slice columns and the measures.
 *
 * @param name the file's stem without {@code check_}
 * @param says one sentence for what is checked
 * @param slice for the stages staging and published: the columns by which inputs are narrowed
 */
public record Check(
        String mart,
        String name,
        String says,
        Stage stage,
        Severity severity,
        List<String> slice,
        List<Input> inputs,
        Optional<Compare> compare,
        String text) {

    public Check {
        slice = List.copyOf(slice);
        inputs = List.copyOf(inputs);
    }

    /** Where a check runs. */
    public enum Stage {
        SOURCE,
        STAGING,
        PUBLISHED
    }

    /**
     * What a finding does: {@code STOP} ends the run without publishing, {@code HOLD} keeps the
     * named slices' last good rows, {@code REPORT} records the row until it passes, {@code COUNT}
     * only counts by reason.
     */
    public enum Severity {
        STOP,
        HOLD,
        REPORT,
        COUNT
    }

    /**
     * A check that compares sums over the fact with the same sums over the view's rows.
     *
     * @param view the stem of the compared view
     * @param measures its compared columns
     */
    public record Compare(String view, List<String> measures) {
        public Compare {
            measures = List.copyOf(measures);
        }
    }
}
