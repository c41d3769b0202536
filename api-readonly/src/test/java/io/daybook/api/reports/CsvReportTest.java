package io.daybook.api.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attack 19. */
class CsvReportTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+2", "+49 170", "-1+2", "-", "@sum(1)", "\t=1", "\r=1", "\n=1", "=", "+1.2.3",
                "-2e3"
            })
    void makesAFormulaAText(String text) {
        assertThat(CsvReport.cell(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "+1.50", "5-", " =1", "a=b", "'=1", "", "x"})
    void leavesOtherTextsAlone(String text) {
        assertThat(CsvReport.cell(text)).isEqualTo(text);
    }

    @Test
    void leavesNumbersDaysAndInstantsAlone() {
        assertThat(CsvReport.cell(new BigDecimal("-1E+3"))).isEqualTo("-1000");
        assertThat(CsvReport.cell(-5L)).isEqualTo("-5");
        assertThat(CsvReport.cell(LocalDate.of(2026, 3, 1))).isEqualTo("2026-03-01");
        assertThat(CsvReport.cell(Instant.parse("2026-03-01T12:00:00Z")))
                .isEqualTo("2026-03-01T12:00:00Z");
        assertThat(CsvReport.cell(null)).isEmpty();
    }
}
