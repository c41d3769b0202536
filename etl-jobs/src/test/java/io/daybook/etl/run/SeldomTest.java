package io.daybook.etl.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeldomTest {

    private long now;
    private final Seldom seldom = new Seldom(Duration.ofMinutes(1), () -> now);

    @Test
    void tellsAKindOnceAMinute() {
        assertThat(seldom.tells("Run 7 failed")).isTrue();
        now += Duration.ofSeconds(59).toNanos();
        assertThat(seldom.tells("Run 8 failed")).isFalse();
        assertThat(seldom.tells("Run 8 was refused")).isTrue();
        now += Duration.ofSeconds(1).toNanos();
        assertThat(seldom.tells("Run 9 failed")).isTrue();
        assertThat(seldom.tells("Run 10 failed")).isFalse();
    }

    @Test
    void tellsAtOnceWhatComesAgainAfterItWasOver() {
        assertThat(seldom.tells("no source")).isTrue();
        seldom.forget();
        assertThat(seldom.tells("no source")).isTrue();
    }

    /** The first kind is the one forgotten when a hundred others came after it. */
    @Test
    void remembersAHundredKindsAtMost() {
        seldom.tells("first");
        for (int kind = 0; kind < 99; kind++) {
            seldom.tells("kind " + "x".repeat(kind));
        }
        assertThat(seldom.tells("first")).isFalse();
        seldom.tells("one more");
        assertThat(seldom.tells("first")).isTrue();
    }
}
