package io.daybook.api.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatioTest {

    @ParameterizedTest
    @CsvSource({
        // 842 / 1200 = 70.1666...
        "842, 1200, 70.1",
        "0, 1200, 0.0",
        // more than all is shown as it is
        "1300, 1200, 108.3",
        // toward zero: -1/3 = -33.33...
        "-1, 3, -33.3",
        // 999 / 1000 = 99.9, 9999 / 10000 = 99.99
        "9999, 10000, 99.9",
    })
    void truncatesPercentTowardZero(long part, long whole, String expected) {
        assertThat(Ratio.percent(part, whole)).isEqualTo(new BigDecimal(expected));
    }

    @Test
    void hasNoPercentWithoutWhole() {
        assertThat(Ratio.percent(5, 0)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        // 4700 / 37400 = 12.566...
        "42100.00, 37400.00, 12.5",
        // (150.25 - 300) / 300 = -49.916...
        "150.25, 300, -49.9",
        "0, 300, -100.0",
        "300, 300, 0.0",
        // without a previous above zero there is nothing to compare with
        "300, 0, ",
        "300, -1, ",
        "300, , ",
    })
    void comparesWithPrevious(
            BigDecimal current, @Nullable BigDecimal previous, @Nullable BigDecimal expected) {
        assertThat(Ratio.trend(current, previous)).isEqualTo(expected);
    }

    @Test
    void truncatesRates() {
        // 5 / 52 = 0.0961...
        assertThat(Ratio.rate(5, 52)).isEqualTo(new BigDecimal("0.09"));
        // 59 / 59 = 1
        assertThat(Ratio.rate(59, 59)).isEqualTo(new BigDecimal("1.00"));
    }
}
