package io.daybook.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLogEncoderTest {

    private final JsonLogEncoder encoder = new JsonLogEncoder();

    @Test
    void writesOneObjectPerEvent() {
        LoggingEvent event = event("request", null);
        event.addKeyValuePair(new KeyValuePair("tenant", "demo"));
        event.addKeyValuePair(new KeyValuePair("status", 200));
        assertThat(encoded(event))
                .isEqualTo(
                        "{\"time\":\"2026-03-15T12:00:00Z\",\"level\":\"INFO\","
                                + "\"logger\":\"io.daybook.api.access\",\"message\":\"request\","
                                + "\"tenant\":\"demo\",\"status\":200}\n");
    }

    /** Attack 28: what looks like another line or colours the terminal stays one string. */
    @Test
    void aForgedLineStaysInsideItsString() throws Exception {
        String forged = "x\n{\"level\":\"ERROR\"}\r\u001b[31mred\u0000\u2028";
        LoggingEvent event = event(forged, new IllegalStateException(forged));
        event.addKeyValuePair(new KeyValuePair("level", "forged"));
        event.addKeyValuePair(new KeyValuePair("tenant", forged));
        String line = encoded(event);
        assertThat(line.strip().chars().filter(character -> character < ' ')).isEmpty();
        JsonNode read = new ObjectMapper().readTree(line);
        assertThat(read.path("level").asText()).isEqualTo("INFO");
        assertThat(read.path("message").asText()).isEqualTo(forged);
        assertThat(read.path("tenant").asText()).isEqualTo(forged);
        assertThat(read.path("exception").asText())
                .startsWith("java.lang.IllegalStateException: x");
    }

    private String encoded(LoggingEvent event) {
        encoder.start();
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    private static LoggingEvent event(String message, Throwable failure) {
        LoggingEvent event =
                new LoggingEvent(
                        "",
                        new LoggerContext().getLogger("io.daybook.api.access"),
                        Level.INFO,
                        message,
                        failure,
                        null);
        event.setInstant(Instant.parse("2026-03-15T12:00:00Z"));
        return event;
    }
}
