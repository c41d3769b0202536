package io.daybook.api.figure;

import java.math.BigDecimal;
import java.util.Currency;

public final class Money {

    /** What most currencies have; taken for one that Java does not know. */
    private static final int USUAL_DECIMALS = 2;

    private Money() {}

    /** At least the currency's decimals; further digits stay unless they are zero. Never rounds. */
    public static BigDecimal of(BigDecimal amount, String currency) {
        BigDecimal shortest = amount.stripTrailingZeros();
        int decimals = decimals(currency);
        return shortest.scale() < decimals ? shortest.setScale(decimals) : shortest;
    }

    private static int decimals(String currency) {
        try {
            int digits = Currency.getInstance(currency).getDefaultFractionDigits();
            // below 0: what is no money, such as gold
            return digits < 0 ? USUAL_DECIMALS : digits;
        } catch (IllegalArgumentException unknown) {
            return USUAL_DECIMALS;
        }
    }
}
