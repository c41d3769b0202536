package io.daybook.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {

    private final AtomicLong clock = new AtomicLong();
    private final StringWriter err = new StringWriter();
    private final ProgressLines lines =
            new ProgressLines("events", new PrintWriter(err), clock::get);

    @Test
    void writesOneLineInTenSeconds() {
        lines.step("compute", "event_daily_sales", 40);
        for (int part = 0; part < 25; part++) {
            pass(Duration.ofSeconds(1));
            lines.advance(1500);
        }
        assertThat(err)
                .hasToString(
                        """
                        events: compute event_daily_sales: 10 of 40 parts, 15,000 rows, 1,500 rows/s
                        events: compute event_daily_sales: 20 of 40 parts, 30,000 rows, 1,500 rows/s
                        """);
    }

    @Test
    void staysSilentInAShortRun() {
        lines.step("plan", "", 0);
        pass(Duration.ofMillis(9_999));
        lines.advance(5);
        assertThat(err).hasToString("");
        pass(Duration.ofMillis(1));
        lines.advance(5);
        assertThat(err).hasToString("events: plan: 2 parts, 10 rows, 1 rows/s\n");
    }

    @Test
    void writesMessagesAtOnceAndWithoutControlCharacters() {
        lines.message("held by \u001b[31mpsql\n");
        assertThat(err).hasToString("events: held by \\u001b[31mpsql\\u000a\n");
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
