package io.daybook.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private long now = 5;
    private final Pace pace = new Pace(Duration.ofSeconds(10), () -> now);

    @Test
    void waitsFromStartToStart() {
        pace.begin();
        now += Duration.ofSeconds(3).toNanos();
        assertThat(pace.taken()).isEqualTo(Duration.ofSeconds(3));
        assertThat(pace.rest()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void isNotLateAtTheVeryInterval() {
        pace.begin();
        now += Duration.ofSeconds(10).toNanos();
        assertThat(pace.rest()).isZero();
        now += 1;
        assertThat(pace.rest()).isNegative();
    }

    /** After one cycle of 35 s the next three are not hurried through. */
    @Test
    void doesNotMakeUpForWhatWasMissed() {
        pace.begin();
        now += Duration.ofSeconds(35).toNanos();
        pace.begin();
        now += Duration.ofSeconds(1).toNanos();
        assertThat(pace.rest()).isEqualTo(Duration.ofSeconds(9));
    }
}
