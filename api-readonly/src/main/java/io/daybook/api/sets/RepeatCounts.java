package io.daybook.api.sets;

import io.daybook.api.figure.Ratio;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How many things occurred at all, and how many more than once.
 *
 * @param once at least once
 * @param twice at least twice
 */
public record RepeatCounts(long once, long twice) {

    /** Of those that occurred, how many came again, in percent; null when none did. */
    public @Nullable BigDecimal percent() {
        return Ratio.percent(twice, once);
    }
}
