package io.daybook.etl.explain;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Numbers in the text of PostgreSQL. */
final class Numbers {

    private Numbers() {}

    /** Empty for null, NaN and infinities. */
    static Optional<BigDecimal> of(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(BigDecimal::new);
        } catch (NumberFormatException exception) {
            return Optional.empty();
        }
    }
}
