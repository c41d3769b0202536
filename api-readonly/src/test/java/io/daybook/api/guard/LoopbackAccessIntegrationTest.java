package io.daybook.api.guard;

import static io.daybook.api.testing.Lines.joined;
import static org.assertj.core.api.Assertions.assertThat;

import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestStore;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page of another site in the same browser is who must stay outside. */
class LoopbackAccessIntegrationTest {

    private static final String EVENTS = "/api/v1/events";

    private static TestApi api;

    @BeforeAll
    static void start() {
        api = TestApi.start(TestStore.empty().database(), "demo");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void answersUnderItsOwnNamesOnly() {
        String port = ":" + api.port();
        for (String host : new String[] {"localhost", "LocalHost", "127.0.0.1", "[::1]"}) {
            assertThat(api.get(EVENTS, "Host: " + host + port).status()).as(host).isEqualTo(200);
        }
        String[] foreign = {
            "evil",
            "evil" + port,
            "localhost",
            "localhost:1",
            "localhost.evil" + port,
            "127.0.0.2" + port,
            "0.0.0.0" + port,
        };
        for (String host : foreign) {
            assertThat(api.get(EVENTS, "Host: " + host).status()).as(host).isEqualTo(421);
        }
        assertThat(api.raw("GET " + EVENTS + " HTTP/1.0\r\n\r\n").status()).isEqualTo(421);
    }

    @Test
    void namesTheHostItExpects() {
        assertThat(api.get("/health", "Host: evil.example").body())
                .isEqualTo(
                        joined(
                                        """
                                        {"type":"urn:daybook:problem:misdirected-request",
                                        "title":"Misdirected request","status":421,
                                        "detail":"Host not served here: evil.example (expected
                                        localhost:P or 127.0.0.1:P or [::1]:P)",
                                        "parameter":"Host","value":"evil.example",
                                        "expected":"localhost:P or 127.0.0.1:P or [::1]:P"}
                                        """)
                                .replace("(expectedlocalhost", "(expected localhost")
                                .replace(":P", ":" + api.port()));
    }

    /** Attack 27: what a proxy might add is not believed. */
    @Test
    void ignoresForwardedHeaders() {
        assertThat(api.get(EVENTS, "X-Forwarded-Host: evil", "Forwarded: host=evil").status())
                .isEqualTo(200);
        assertThat(
                        api.get(EVENTS, "Host: evil", "X-Forwarded-Host: localhost:" + api.port())
                                .status())
                .isEqualTo(421);
    }

    @Test
    void refusesForeignOrigins() {
        String own = "http://localhost:" + api.port();
        assertThat(api.get(EVENTS, "Origin: " + own).status()).isEqualTo(200);
        String[] foreign = {
            "https://evil",
            "null",
            "http://localhost",
            own + ".evil",
            "https://localhost:" + api.port()
        };
        for (String origin : foreign) {
            var reply = api.get(EVENTS, "Origin: " + origin);
            assertThat(reply.status()).as(origin).isEqualTo(403);
            assertThat(reply.body()).contains("\"type\":\"urn:daybook:problem:foreign-origin\"");
        }
    }

    @Test
    void refusesWhatTheBrowserCallsCrossSite() {
        assertThat(api.get(EVENTS, "Sec-Fetch-Site: cross-site").status()).isEqualTo(403);
        for (String site : new String[] {"same-origin", "same-site", "none"}) {
            assertThat(api.get(EVENTS, "Sec-Fetch-Site: " + site).status()).isEqualTo(200);
        }
    }

    /** A page of one's own that another server of the laptop shows. */
    @Test
    void listedOriginsAreNotForeign() {
        String page = "http://localhost:5173";
        try (TestApi open =
                TestApi.start(
                        TestApi.settings(TestStore.empty().database(), "demo")
                                .with(Optional.empty(), new AllowedOrigins(Set.of(page))))) {
            var reply = open.get(EVENTS, "Origin: " + page, "Sec-Fetch-Site: same-site");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(page);
            assertThat(open.get(EVENTS, "Origin: " + page + "0").status()).isEqualTo(403);
            assertThat(open.get(EVENTS, "Origin: " + page, "Host: evil").status()).isEqualTo(421);
        }
    }
}
