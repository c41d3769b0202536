package io.daybook.api.figure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

public final class Ratio {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Ratio() {}

    /** Percent with one decimal, truncated toward zero; null when there is no whole. */
    public static @Nullable BigDecimal percent(long part, long whole) {
        return whole == 0 ? null : percent(BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
    }

    /** The change against a previous value in percent; null unless that is above zero. */
    public static @Nullable BigDecimal trend(BigDecimal current, @Nullable BigDecimal previous) {
        return previous == null || previous.signum() <= 0
                ? null
                : percent(current.subtract(previous), previous);
    }

    /** A rate with two decimals, truncated toward zero. */
    public static BigDecimal rate(long count, long minutes) {
        return BigDecimal.valueOf(count).divide(BigDecimal.valueOf(minutes), 2, RoundingMode.DOWN);
    }

    /** A quotient with four decimals, truncated toward zero; null without a part or a whole. */
    public static @Nullable BigDecimal of(@Nullable BigDecimal part, @Nullable BigDecimal whole) {
        return part == null || whole == null || whole.signum() == 0
                ? null
                : part.divide(whole, 4, RoundingMode.DOWN);
    }

    /** The same of sums; the whole is not zero. */
    public static BigDecimal percent(BigDecimal part, BigDecimal whole) {
        return part.multiply(HUNDRED).divide(whole, 1, RoundingMode.DOWN);
    }
}
