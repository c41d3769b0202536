package io.daybook.api.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class AllowedOriginsTest {

    @Test
    void takesOriginsAsBrowsersWriteThem() {
        for (String origin :
                new String[] {
                    "https://a.example",
                    "http://localhost:5173",
                    "https://a:8443",
                    "http://[::1]:8081"
                }) {
            assertThat(AllowedOrigins.isOrigin(origin)).as(origin).isTrue();
        }
        for (String none :
                new String[] {
                    "*",
                    "null",
                    "",
                    "a.example",
                    "https://",
                    "https://a.example/",
                    "https://a.example:443",
                    "http://a.example:80",
                    "https://A.example",
                    "ftp://a.example",
                    "https://*.example",
                    "https://u@a.example",
                    "https://a.example?x",
                    "https://a.example#x",
                    "HTTPS://a.example"
                }) {
            assertThat(AllowedOrigins.isOrigin(none)).as(none).isFalse();
            assertThatThrownBy(() -> new AllowedOrigins(Set.of(none)))
                    .hasMessage(
                            "Invalid allowed-origins: %s (expected origins such as https://example.com)",
                            none);
        }
    }
}
