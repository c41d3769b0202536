package io.daybook.etl.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.daybook.schema.catalogue.Catalogue;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypeTest {

    private static final Optional<ZoneId> NO_ZONE = Optional.empty();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    bigint | 9223372036854775807 | 9223372036854775807
                    bigint | +007 | 7
                    integer | -2147483648 | -2147483648
                    smallint | 32767 | 32767
                    numeric(18,4) | 1234.5600 | 1234.5600
                    numeric(18,4) | 1.50000000 | 1.50000000
                    numeric(18,4) | -.5 | -0.5
                    numeric(18,4) | 99999999999999.9999 | 99999999999999.9999
                    numeric | 123456789012345678901234567890.1 | 123456789012345678901234567890.1
                    text | 'NULL' | NULL
                    character(3) | EUR | EUR
                    character(3) | 🎟🎟🎟 | 🎟🎟🎟
                    boolean | TRUE | t
                    boolean | f | f
                    date | 2024-02-29 | 2024-02-29
                    timestamp with time zone | 2026-03-31T10:00:00Z | 2026-03-31T10:00Z
                    timestamp with time zone | 2026-03-31 10:00+02 | 2026-03-31T08:00Z
                    timestamp with time zone | 2026-03-31 10:00:00.123456+0530 | 2026-03-31T04:30:00.123456Z
                    timestamp with time zone | 2026-12-31T23:30:00-01:00 | 2027-01-01T00:30Z
                    """)
    void readsValues(String type, String text, String expected) {
        assertThat(ColumnType.of(type, NO_ZONE).read(text)).isEqualTo(new Value.Sound(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    bigint | 9223372036854775808 | out of range (expected bigint: -9223372036854775808 to 9223372036854775807)
                    integer | 2147483648 | out of range (expected integer: -2147483648 to 2147483647)
                    bigint | 1.0 | no whole number (expected bigint)
                    bigint | ١٢ | no whole number (expected bigint)
                    bigint | ' 5' | no whole number (expected bigint)
                    bigint | '' | no whole number (expected bigint)
                    bigint | - | no whole number (expected bigint)
                    numeric(18,4) | NaN | no plain number (expected numeric(18,4): digits, at most one point, no thousands separator)
                    numeric(18,4) | 1,234.56 | no plain number (expected numeric(18,4): digits, at most one point, no thousands separator)
                    numeric(18,4) | 1.234,56 | no plain number (expected numeric(18,4): digits, at most one point, no thousands separator)
                    numeric(18,4) | 1.2E+3 | no plain number (expected numeric(18,4): digits, at most one point, no thousands separator)
                    numeric(18,4) | $5 | no plain number (expected numeric(18,4): digits, at most one point, no thousands separator)
                    numeric(18,4) | 1.00001 | more than 4 decimals (expected numeric(18,4); nothing is rounded)
                    numeric(18,4) | 100000000000000 | out of range (expected numeric(18,4): at most 14 digits before the point)
                    character(3) | EURO | longer than 3 characters (expected character(3))
                    boolean | 1 | no truth value (expected true or false; the map can translate others)
                    date | 2026-02-29 | no date (expected one such as 2026-03-31)
                    date | 31.03.2026 | no date (expected one such as 2026-03-31)
                    date | 2026-03-31T00:00 | no date (expected one such as 2026-03-31)
                    timestamp with time zone | 2026-03-31 10:00:00 | no zone (expected one such as 2026-03-31T10:00:00+02:00; the map can give the zone)
                    timestamp with time zone | 2026-03-31 | no instant (expected one such as 2026-03-31T10:00:00+02:00)
                    timestamp with time zone | 2026-03-31T24:00:00Z | no instant (expected one such as 2026-03-31T10:00:00+02:00)
                    timestamp with time zone | 2026-02-29T10:00:00Z | no instant (expected one such as 2026-03-31T10:00:00+02:00)
                    timestamp with time zone | 31/03/2026 10:00 | no instant (expected one such as 2026-03-31T10:00:00+02:00)
                    timestamp with time zone | 2026-03-31T10:00:00+0200+02:00 | no instant (expected one such as 2026-03-31T10:00:00+02:00)
                    timestamp with time zone | 2026-03-31T10:00:00Z+00:00 | no instant (expected one such as 2026-03-31T10:00:00+02:00)
                    timestamp with time zone | 2026-03-31T10:00:00ZZ | no instant (expected one such as 2026-03-31T10:00:00+02:00)
                    timestamp with time zone | 2026-03-31T10:00:00+02:00Z | no instant (expected one such as 2026-03-31T10:00:00+02:00)
                    timestamp with time zone | infinity | no instant (expected one such as 2026-03-31T10:00:00+02:00)
                    timestamp with time zone | 2026-03-31T10:00:00.1234567Z | finer than microseconds (expected at most 6 decimals)
                    timestamp with time zone | 9999-12-31T23:59:59-01:00 | out of range (expected a year from 1 to 9999)
                    """)
    void saysWhyATextIsNoValue(String type, String text, String reason) {
        assertThat(ColumnType.of(type, NO_ZONE).read(text)).isEqualTo(new Value.Bad(reason));
    }

    /** Berlin's clocks went from 2 to 3 on 29 March 2026 and go back from 3 to 2 on 25 October. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2026-03-29 01:59:59 | 2026-03-29T00:59:59Z
                    2026-03-29 03:00:00 | 2026-03-29T01:00Z
                    2026-10-25 02:30:00 | 2026-10-25T01:30Z
                    2026-10-25 02:30:00Z | 2026-10-25T02:30Z
                    """)
    void readsLocalTimesInTheirZone(String text, String expected) {
        assertThat(berlin().read(text)).isEqualTo(new Value.Sound(expected));
    }

    @Test
    void refusesATimeThatClocksSkipped() {
        assertThat(berlin().read("2026-03-29 02:30:00"))
                .isEqualTo(new Value.Bad("a time that the clocks of Europe/Berlin skipped"));
    }

    @Test
    void knowsTheTypesOfAllContracts() {
        Catalogue.load().marts().stream()
                .flatMap(mart -> mart.contract().tables().stream())
                .flatMap(table -> table.columns().stream())
                .forEach(
                        column ->
                                assertThatCode(() -> ColumnType.of(column.type(), NO_ZONE))
                                        .as(column.toString())
                                        .doesNotThrowAnyException());
    }

    private static ColumnType berlin() {
        return ColumnType.of("timestamp with time zone", Optional.of(ZoneId.of("Europe/Berlin")));
    }
}
