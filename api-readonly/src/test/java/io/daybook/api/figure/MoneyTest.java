package io.daybook.api.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({
        // at least the currency's decimals
        "42100,     EUR, 42100.00",
        "42100.5,   EUR, 42100.50",
        "0,         EUR, 0.00",
        "-12.3,     EUR, -12.30",
        "1200,      JPY, 1200",
        "1.5,       KWD, 1.500",
        // further digits that are not zero are shown, never rounded; zeros are not
        "1.239,     EUR, 1.239",
        "1.2300,    EUR, 1.23",
        "0.5,       JPY, 0.5",
        "1.23456,   KWD, 1.23456",
        // never in scientific notation
        "1E+9,      EUR, 1000000000.00",
        "1E+9,      JPY, 1000000000",
        "0.00000001, EUR, 0.00000001",
        // no currency of Java's, or no money: two
        "7,         QQQ, 7.00",
        "7,         XAU, 7.00",
    })
    void writesAmountsInTheirCurrency(BigDecimal amount, String currency, String expected) {
        assertThat(Money.of(amount, currency).toPlainString()).isEqualTo(expected);
    }
}
