package io.daybook.api.token;

import static io.daybook.api.testing.TestIssuer.claims;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import io.daybook.api.guard.AllowedOrigins;
import io.daybook.api.testing.Reply;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestIssuer;
import io.daybook.api.testing.TestStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenAccessIntegrationTest {

    private static final String EVENTS = "/api/v1/events";
    private static final String PAGE = "https://dashboard.example";

    private static TestStore store;
    private static TestIssuer issuer;
    private static TestApi api;

    @BeforeAll
    static void start() {
        store = TestStore.empty().published(1, "2026-03-15T12:00:00Z", "2026-03-15", "2026-03-15");
        issuer = new TestIssuer();
        api = issuer.api(store, PAGE);
    }

    @AfterAll
    static void stop() {
        api.close();
        issuer.close();
    }

    @Test
    void rolesAllowWhatTheyAreMappedTo() {
        for (String role : new String[] {"owner", "analyst", "viewer"}) {
            assertThat(api.get(EVENTS, issuer.bearer("demo", role)).status()).isEqualTo(200);
        }
        for (String reports : new String[] {"/api/v1/reports", "/api/v1/reports/any_view"}) {
            // not built here: what is let in finds nothing
            assertThat(api.get(reports, issuer.bearer("demo", "owner")).status()).isNotEqualTo(403);
            assertThat(api.get(reports, issuer.bearer("demo", "analyst")).status())
                    .isNotEqualTo(403);
            Reply viewer = api.get(reports, issuer.bearer("demo", "viewer"));
            assertThat(viewer.status()).isEqualTo(403);
            assertThat(viewer.body())
                    .isEqualTo(
                            "{\"type\":\"urn:daybook:problem:forbidden\",\"title\":\"Forbidden\","
                                    + "\"status\":403,\"detail\":\"None of the token's roles may do"
                                    + " this (expected the permission metrics:reports)\"}");
        }
    }

    @Test
    void whoHasNoRoleMayNothing() {
        for (Object roles :
                new Object[] {
                    null,
                    "owner",
                    1,
                    Map.of("owner", true),
                    List.of(),
                    List.of("OWNER"),
                    List.of("stranger")
                }) {
            Reply reply = api.get(EVENTS, issuer.bearer(claims("demo").claim("roles", roles)));
            assertThat(reply.status()).as("roles " + roles).isEqualTo(403);
            assertThat(reply.body()).contains("metrics:read");
        }
    }

    @Test
    void takesTokensOfBothTypesThatJwtsHave() {
        for (String type : new String[] {"JWT", "at+jwt"}) {
            JWSHeader header =
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID("one")
                            .type(new JOSEObjectType(type))
                            .build();
            String token = issuer.token(header, claims("demo", "owner").build());
            assertThat(api.get(EVENTS, "Authorization: Bearer " + token).status()).isEqualTo(200);
        }
    }

    /** Attack 30. */
    @Test
    void onlyListedOriginsMayReadInABrowser() {
        String token = issuer.bearer("demo", "owner");
        Reply listed = api.get(EVENTS, token, "Origin: " + PAGE);
        assertThat(listed.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(listed.header("Access-Control-Allow-Credentials")).isEqualTo("(absent)");
        String[] foreign = {
            "https://evil",
            "null",
            PAGE + ".evil",
            "https://evil." + PAGE.substring(8),
            "http://dashboard.example",
            PAGE + ":444",
            PAGE.toUpperCase(Locale.ROOT),
            PAGE + "/",
            "*"
        };
        for (String origin : foreign) {
            for (Reply reply :
                    new Reply[] {
                        api.get(EVENTS, token, "Origin: " + origin),
                        api.send(
                                "OPTIONS",
                                EVENTS,
                                "Origin: " + origin,
                                "Access-Control-Request-Method: GET")
                    }) {
                assertThat(reply.header("Access-Control-Allow-Origin"))
                        .as(origin)
                        .isEqualTo("(absent)");
                assertThat(reply.header("Vary")).contains("Origin");
            }
        }
    }

    /** The browser asks beforehand, without a token, and reads refusals too. */
    @Test
    void answersWhatTheBrowserAsksBeforehand() {
        Reply asked =
                api.send(
                        "OPTIONS",
                        EVENTS,
                        "Origin: " + PAGE,
                        "Access-Control-Request-Method: GET",
                        "Access-Control-Request-Headers: authorization");
        assertThat(asked.status()).isEqualTo(204);
        assertThat(asked.header("Access-Control-Allow-Headers")).contains("Authorization");
        assertThat(asked.header("Access-Control-Allow-Methods")).isEqualTo("GET, HEAD, OPTIONS");
        Reply refused = api.get(EVENTS, "Origin: " + PAGE);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
    }

    /** Attack 36: a storm of one client reaches its own limit, and nobody else's. */
    @Test
    void eachClientOfATenantHasItsOwnLimit() {
        try (TestApi limited =
                TestApi.start(
                        TestApi.settings(store.database(), "unused")
                                .with(Optional.of(issuer.settings(5)), AllowedOrigins.NONE))) {
            String storm = issuer.bearer(claims("demo", "owner").subject("storm"));
            Reply last = limited.get(EVENTS, storm);
            assertThat(last.status()).isEqualTo(200);
            for (int i = 0; i < 50 && last.status() == 200; i++) {
                last = limited.get(EVENTS, storm);
            }
            assertThat(last.status()).isEqualTo(429);
            assertThat(Integer.parseInt(last.header("Retry-After"))).isBetween(1, 13);
            assertThat(last.body()).contains("urn:daybook:problem:too-many-requests");
            String calm = issuer.bearer(claims("demo", "owner").subject("calm"));
            assertThat(limited.get(EVENTS, calm).status()).isEqualTo(200);
            String other = issuer.bearer(claims("acme", "owner").subject("storm"));
            assertThat(limited.get(EVENTS, other).status()).isEqualTo(200);
        }
    }

    /** Who guesses is told to wait; who has a good token and the same address is not. */
    @Test
    void failuresAreLimitedPerAddress() {
        try (TestApi own = issuer.api(store)) {
            Reply last = own.get(EVENTS, "Authorization: Bearer guess");
            assertThat(last.status()).isEqualTo(401);
            for (int i = 0; i < 200 && last.status() == 401; i++) {
                last = own.get(EVENTS, "Authorization: Bearer guess" + i);
            }
            assertThat(last.status()).isEqualTo(429);
            assertThat(last.header("Retry-After")).matches("[1-9]\\d?");
            assertThat(own.get(EVENTS, issuer.bearer("demo", "owner")).status()).isEqualTo(200);
            assertThat(own.get(EVENTS).status()).isEqualTo(401);
        }
    }

    /** Keys once fetched serve on; without any, nobody is told that his token is bad. */
    @Test
    void survivesAnIssuerThatIsAway() {
        try (TestIssuer leaving = new TestIssuer();
                TestApi knowing = leaving.api(store);
                TestApi ignorant = leaving.api(store)) {
            String token = leaving.bearer("demo", "owner");
            assertThat(knowing.get(EVENTS, token).status()).isEqualTo(200);
            leaving.setAway(true);
            assertThat(knowing.get(EVENTS, token).status()).isEqualTo(200);
            Reply reply = ignorant.get(EVENTS, token);
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isEqualTo("10");
            assertThat(reply.header("Daybook-Stale")).isEqualTo("(absent)");
            assertThat(reply.body()).contains("urn:daybook:problem:keys-unreachable");
        }
    }

    @Test
    void takesItsKeyFromAFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("key.pem"), issuer.pem());
        TokenSettings fetched = issuer.settings();
        TokenSettings settings =
                new TokenSettings(
                        fetched.issuer(),
                        fetched.audience(),
                        new TokenSettings.PemFile(file),
                        fetched.algorithms(),
                        fetched.roles(),
                        fetched.requestsPerMinute());
        try (TestIssuer stranger = new TestIssuer();
                TestApi own =
                        TestApi.start(
                                TestApi.settings(store.database(), "unused")
                                        .with(Optional.of(settings), AllowedOrigins.NONE))) {
            assertThat(own.get(EVENTS, issuer.bearer("demo", "owner")).status()).isEqualTo(200);
            assertThat(own.get(EVENTS, stranger.bearer("demo", "owner")).status()).isEqualTo(401);
        }
    }

    /** Without --auth none there is no laptop to protect: any name of the server will do. */
    @Test
    void answersUnderAnyHost() {
        assertThat(
                        api.get(EVENTS, issuer.bearer("demo", "owner"), "Host: metrics.example")
                                .status())
                .isEqualTo(200);
    }
}
