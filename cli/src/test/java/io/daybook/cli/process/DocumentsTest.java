package io.daybook.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    /** A terminal whose character set has neither letter: what it would be sent as text is lost. */
    @Test
    void areUtf8WhateverTheTerminalsCharacterSet() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream terminal = new PrintStream(bytes, true, StandardCharsets.US_ASCII);
        terminal.print("Öl 油");
        PrintWriter document = Surroundings.utf8(terminal);
        document.print("Öl 油");
        document.flush();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("?l ?Öl 油");
    }
}
