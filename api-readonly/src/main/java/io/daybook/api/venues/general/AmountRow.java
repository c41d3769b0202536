package io.daybook.api.venues.general;

import io.daybook.api.figure.Money;
import io.daybook.api.venues.general.GeneralMetrics.Amounts;
import io.daybook.api.venues.general.GeneralMetrics.RefundsDisputes;
import java.math.BigDecimal;

/**
 * The amounts of one currency.
 *
 * @param other of transactions that succeeded and are neither for a booking nor for coaching
 * @param returned of those refunded or disputed
 */
record AmountRow(
        String currency,
        BigDecimal booking,
        BigDecimal coaching,
        BigDecimal other,
        BigDecimal returned,
        BigDecimal returnedCount) {

    static AmountRow none(String currency) {
        BigDecimal zero = BigDecimal.ZERO;
        return new AmountRow(currency, zero, zero, zero, zero, zero);
    }

    Amounts shown() {
        return new Amounts(
                Money.of(booking, currency),
                Money.of(coaching, currency),
                Money.of(booking.add(coaching).add(other), currency),
                new RefundsDisputes(Money.of(returned, currency), returnedCount.longValueExact()));
    }
}
