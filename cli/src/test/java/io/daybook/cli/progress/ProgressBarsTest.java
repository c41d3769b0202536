package io.daybook.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressBarsTest {

    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(terminal, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setErr(standardError);
    }

    @Test
    void showsAStepWithoutPartsAsOnePart() {
        ProgressBars bars = new ProgressBars("events", new PrintWriter(new StringWriter()));
        bars.step("plan", "events", 0);
        bars.step("compute", "events", 2);
        bars.advance(10);
        bars.advance(10);
        bars.close();
        String shown = terminal.toString(StandardCharsets.UTF_8);
        assertThat(shown).contains("events: plan 100%", " 1/1 ", "events: compute 100%", " 2/2 ");
        assertThat(shown).doesNotContain("?/", "/?", "? [");
    }
}
