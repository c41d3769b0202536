package io.daybook.etl.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DayCoverageTest {

    private static final String VERSION = "v2";

    /** 18 to 21 November, all of the present definition. */
    private final Map<LocalDate, String> ledger = new HashMap<>();

    DayCoverageTest() {
        for (int day = 18; day <= 21; day++) {
            ledger.put(day(day), VERSION);
        }
    }

    @Test
    void isCompleteThroughTheLastFinalDay() {
        assertThat(coverage("2026-11-21T12:00:00Z"))
                .isEqualTo(new DayCoverage(day(18), day(20), 1, List.of(), List.of()));
    }

    @Test
    void makesADayFinalAtNoonOfTheNext() {
        assertThat(coverage("2026-11-21T11:59:59.999Z").completeThrough()).isEqualTo(day(19));
        assertThat(coverage("2026-11-21T11:59:59.999Z").provisional()).isEqualTo(2);
        assertThat(coverage("2026-11-21T12:00:00Z").completeThrough()).isEqualTo(day(20));
    }

    @Test
    void endsBeforeTheFirstMissingDay() {
        ledger.remove(day(19));
        assertThat(coverage("2026-11-21T12:00:00Z"))
                .isEqualTo(new DayCoverage(day(18), day(18), 1, List.of(day(19)), List.of()));
    }

    @Test
    void endsBeforeADayOfAnOlderDefinition() {
        ledger.put(day(20), "v1");
        assertThat(coverage("2026-11-21T12:00:00Z"))
                .isEqualTo(new DayCoverage(day(18), day(19), 1, List.of(), List.of(day(20))));
    }

    @Test
    void isNotCompleteWhenTheFirstDayIsStale() {
        ledger.put(day(18), "v1");
        assertThat(coverage("2026-11-21T12:00:00Z").completeThrough()).isNull();
    }

    @Test
    void missesDaysAfterTheLastOneHeld() {
        ledger.remove(day(21));
        ledger.remove(day(20));
        assertThat(coverage("2026-11-21T12:00:00Z"))
                .isEqualTo(
                        new DayCoverage(day(18), day(19), 0, List.of(day(20), day(21)), List.of()));
    }

    @Test
    void isNotCompleteWithoutAWholeBuild() {
        assertThat(coverage("2026-11-21T12:00:00Z", false, null).completeThrough()).isNull();
    }

    @Test
    void ignoresSealedDays() {
        ledger.put(day(18), "v1");
        assertThat(coverage("2026-11-21T12:00:00Z", true, day(19)))
                .isEqualTo(new DayCoverage(day(19), day(20), 1, List.of(), List.of()));
    }

    /** An event in Auckland sells on the 22nd while it is the 21st in UTC. */
    @Test
    void countsADayAheadOfUtcAsProvisional() {
        ledger.put(day(22), VERSION);
        assertThat(coverage("2026-11-21T12:00:00Z"))
                .isEqualTo(new DayCoverage(day(18), day(20), 2, List.of(), List.of()));
    }

    @Test
    void hasNoSpanWithoutDays() {
        ledger.clear();
        assertThat(coverage("2026-11-21T12:00:00Z"))
                .isEqualTo(new DayCoverage(null, null, 0, List.of(), List.of()));
    }

    private DayCoverage coverage(String horizon) {
        return coverage(horizon, true, null);
    }

    private DayCoverage coverage(String horizon, boolean builtWhole, @Nullable LocalDate floor) {
        return DayCoverage.of(
                ledger,
                VERSION,
                builtWhole,
                Instant.parse("2026-11-21T23:59:59Z"),
                Instant.parse(horizon),
                floor);
    }

    private static LocalDate day(int day) {
        return LocalDate.of(2026, 11, day);
    }
}
