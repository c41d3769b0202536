package io.daybook.api.token;

import static io.daybook.api.testing.TestIssuer.claims;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import io.daybook.api.testing.Reply;
import io.daybook.api.testing.TestApi;
import io.daybook.api.testing.TestIssuer;
import io.daybook.api.testing.TestStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attacks 4 to 13, 15, 31 and 38 of the list, on an API that takes tokens. */
class TokenAttackIntegrationTest {

    private static final String EVENTS = "/api/v1/events";

    private static TestStore store;

    private final TestIssuer issuer = new TestIssuer();
    private TestApi api;

    @BeforeAll
    static void fill() {
        store =
                TestStore.empty()
                        .published(1, "2026-03-15T12:00:00Z", "2026-03-15", "2026-03-15")
                        .with(
                                """
                                insert into event_directory
                                    (tenant_id, event_id, name, timezone, currency, status)
                                values ('demo', 1, 'ours', 'UTC', 'EUR', 'live'),
                                    ('acme', 2, 'theirs', 'UTC', 'USD', 'live'),
                                    ('acme', 1, 'theirs too', 'UTC', 'USD', 'live')
                                """);
    }

    /** One API for each attack, so that none exhausts the failures of the next. */
    @BeforeEach
    void start() {
        api = issuer.api(store);
    }

    @AfterEach
    void stop() {
        api.close();
        issuer.close();
    }

    @Test
    void acceptsAGoodTokenForItsTenantOnly() {
        Reply ours = api.get(EVENTS, issuer.bearer("demo", "viewer"));
        assertThat(ours.status()).isEqualTo(200);
        assertThat(ours.body()).contains("\"ours\"").doesNotContain("theirs");
        Reply theirs = api.get(EVENTS, issuer.bearer("acme", "viewer"));
        assertThat(theirs.body()).contains("\"theirs\"").doesNotContain("ours");
        assertThat(api.get(EVENTS, issuer.bearer("nobody", "viewer")).body())
                .isEqualTo("{\"items\":[],\"next\":null}");
    }

    /** Attack 4: foreign and unknown ids are answered alike, byte for byte. */
    @Test
    void foreignIdsAreUnknown() {
        String token = issuer.bearer("demo", "owner");
        Reply foreign = api.get("/api/v1/events/2/analytics/overview", token);
        Reply unknown = api.get("/api/v1/events/999/analytics/overview", token);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(unknown.body());
        assertThat(foreign.headers().keySet()).isEqualTo(unknown.headers().keySet());
    }

    /** Attack 5: the token decides. */
    @Test
    void noOtherPlaceNamesTheTenant() {
        String token = issuer.bearer("demo", "owner");
        String ours = api.get(EVENTS, token).body();
        assertThat(api.get(EVENTS, token, "X-Org-Id: acme", "X-Tenant: acme").body())
                .isEqualTo(ours);
        assertThat(api.get(EVENTS + "?org=acme", token).status()).isEqualTo(400);
        assertThat(api.get(EVENTS + "?tenant=acme", token).status()).isEqualTo(400);
    }

    /** Attack 6. */
    @Test
    void exactlyOneTenantMustBeNamed() {
        Object[] tenants = {
            null,
            "",
            " ",
            List.of("demo"),
            List.of("demo", "acme"),
            7,
            true,
            "demo\u0000",
            "demo\nacme",
            "x".repeat(201)
        };
        for (Object tenant : tenants) {
            Reply reply =
                    api.get(EVENTS, issuer.bearer(claims("demo", "owner").claim("org", tenant)));
            assertProblem(reply, 403, "no-tenant");
        }
        String payload =
                claims("demo", "owner")
                        .build()
                        .toString()
                        .replace("\"org\":\"demo\"", "\"org\":\"demo\",\"org\":\"acme\"");
        assertThat(payload).contains("acme");
        Reply twice = api.get(EVENTS, "Authorization: Bearer " + issuer.token(payload));
        assertThat(twice.status()).isIn(401, 403);
        assertThat(twice.body()).doesNotContain("items");
    }

    /** Attack 7: no signature, an empty one, another's. */
    @Test
    void tokensMustBeSigned() throws JOSEException {
        String signed = issuer.token(claims("demo", "owner").build());
        String[] parts = signed.split("\\.");
        String none = encoded("{\"alg\":\"none\"}");
        RSAKey another = new RSAKeyGenerator(2048).keyID("one").generate();
        String[] tokens = {
            none + "." + parts[1] + ".",
            none + "." + parts[1],
            none + "." + parts[1] + "." + parts[2],
            parts[0] + "." + parts[1] + ".",
            parts[0] + "." + parts[1] + "." + parts[2].substring(0, parts[2].length() - 4) + "AAAA",
            parts[0] + "." + encoded("{\"org\":\"acme\"}") + "." + parts[2],
            signedBy(another, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build()),
            "nonsense",
            "a.b.c",
        };
        for (String token : tokens) {
            assertRefused(token);
        }
        assertProblem(api.get(EVENTS, "Authorization: Bearer "), 401, "");
        assertProblem(api.get(EVENTS, "Authorization: Basic ZGVtbzpkZW1v"), 401, "no-token");
        assertProblem(api.get(EVENTS), 401, "no-token");
    }

    /** Attack 8: the public key, which everyone has, as a secret. */
    @Test
    void aPublicKeyIsNoSecret() throws JOSEException {
        byte[][] secrets = {
            issuer.pem().getBytes(StandardCharsets.UTF_8),
            issuer.key().toRSAPublicKey().getEncoded(),
            issuer.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)
        };
        for (byte[] secret : secrets) {
            JWSObject token =
                    new JWSObject(
                            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(),
                            new Payload(claims("demo", "owner").build().toJSONObject()));
            token.sign(new MACSigner(secret));
            assertRefused(token.serialize());
        }
    }

    /** Only the algorithms that are configured: RS256 here. */
    @Test
    void otherAlgorithmsAreRefused() {
        for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
            assertRefused(
                    issuer.token(
                            new JWSHeader.Builder(algorithm).keyID("one").build(),
                            claims("demo", "owner").build()));
        }
    }

    /** Attacks 9 and 10, each also missing. */
    @Test
    void issuerAndAudienceMustBeOurs() {
        for (String name : new String[] {"https://evil.example", TestIssuer.NAME + "/", "", null}) {
            assertRefused(issuer.token(claims("demo", "owner").issuer(name).build()));
        }
        for (String name : new String[] {"other", "DAYBOOK", "daybook2", ""}) {
            assertRefused(issuer.token(claims("demo", "owner").audience(name).build()));
        }
        assertRefused(issuer.token(claims("demo", "owner").audience((String) null).build()));
        assertRefused(issuer.token(claims("demo", "owner").audience(List.of()).build()));
        assertThat(
                        api.get(
                                        EVENTS,
                                        issuer.bearer(
                                                claims("demo", "owner")
                                                        .audience(List.of("other", "daybook"))))
                                .status())
                .isEqualTo(200);
    }

    /** Attack 11, both sides of the skew of 60 s with 20 s to spare. */
    @Test
    void timesMustHold() {
        assertRefused(issuer.token(claims("demo", "owner").expirationTime(in(-80)).build()));
        assertRefused(issuer.token(claims("demo", "owner").expirationTime(null).build()));
        assertRefused(issuer.token(claims("demo", "owner").notBeforeTime(in(80)).build()));
        String usual = claims("demo", "owner").expirationTime(in(600)).build().toString();
        for (String exp : new String[] {"9e15", "9000000000000000", "\"tomorrow\"", "-1", "null"}) {
            String payload = usual.replaceFirst("\"exp\":\\d+", "\"exp\":" + exp);
            assertThat(payload).isNotEqualTo(usual);
            assertRefused(issuer.token(payload));
        }
        for (JWTClaimsSet.Builder claims :
                List.of(
                        claims("demo", "owner").expirationTime(in(-40)),
                        claims("demo", "owner").notBeforeTime(in(40)))) {
            assertThat(api.get(EVENTS, issuer.bearer(claims)).status()).isEqualTo(200);
        }
    }

    /** Attack 12: made-up key ids are looked for once per interval, not once per request. */
    @Test
    void unknownKeysCauseNoStormOfFetches() throws JOSEException {
        assertThat(api.get(EVENTS, issuer.bearer("demo", "owner")).status()).isEqualTo(200);
        assertThat(issuer.fetches()).isEqualTo(1);
        RSAKey another = new RSAKeyGenerator(2048).generate();
        String[] ids = {"../../etc/passwd", "http://169.254.169.254/", "' or 1=1", ""};
        long begun = System.nanoTime();
        for (int i = 0; i < 60; i++) {
            String id = i < ids.length ? ids[i] : "made-up-" + i;
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build();
            Reply reply = api.get(EVENTS, "Authorization: Bearer " + signedBy(another, header));
            assertThat(reply.status()).isIn(401, 429);
        }
        long intervals = (System.nanoTime() - begun) / IssuerKeys.INTERVAL.toNanos() + 1;
        assertThat((long) issuer.fetches()).isLessThanOrEqualTo(1 + intervals);
        assertThat(api.get(EVENTS, issuer.bearer("demo", "owner")).status()).isEqualTo(200);
    }

    /** Attack 13: a token does not say where its key is. */
    @Test
    void keysInTheTokenAreIgnored() throws JOSEException {
        RSAKey another = new RSAKeyGenerator(2048).keyID("two").generate();
        URI evil = URI.create("http://127.0.0.1:1/keys");
        List<JWSHeader> headers =
                List.of(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).jwkURL(evil).build(),
                        new JWSHeader.Builder(JWSAlgorithm.RS256).x509CertURL(evil).build(),
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .jwk(another.toPublicJWK())
                                .build(),
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID("one")
                                .jwk(another.toPublicJWK())
                                .build());
        for (JWSHeader header : headers) {
            assertRefused(signedBy(another, header));
        }
    }

    /** Attack 15: a token in the address or in a body counts for nothing. */
    @Test
    void tokensComeInTheHeaderOnly() {
        String token = issuer.token(claims("demo", "owner").build());
        assertProblem(api.get(EVENTS + "?access_token=" + token), 401, "no-token");
        assertProblem(api.get(EVENTS, "Cookie: access_token=" + token), 401, "no-token");
        Reply body =
                api.raw(
                        "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\naccess_token=%s"
                                .formatted(EVENTS, token.length() + 13, token));
        assertProblem(body, 401, "no-token");
        assertThat(
                        api.get(EVENTS + "?access_token=" + token, "Authorization: Bearer " + token)
                                .status())
                .isIn(400, 401);
    }

    /** Attack 31, with tokens: a tag is looked at only after the token was. */
    @Test
    void tagsAreWorthNothingWithoutTheirTenantsToken() {
        String overview = "/api/v1/events/1/analytics/overview";
        String tag =
                "If-None-Match: "
                        + api.get(overview, issuer.bearer("demo", "owner")).header("ETag");
        assertThat(api.get(overview, issuer.bearer("demo", "owner"), tag).status()).isEqualTo(304);
        assertThat(api.get(overview, tag).status()).isEqualTo(401);
        assertThat(api.get(overview, issuer.bearer("acme", "owner"), tag).status()).isEqualTo(200);
        assertThat(api.get(overview, issuer.bearer("demo", "viewer"), tag).status()).isEqualTo(200);
        assertThat(api.get(overview, issuer.bearer("demo"), tag).status()).isEqualTo(403);
        assertThat(api.get(overview, "If-None-Match: *").status()).isEqualTo(401);
    }

    /** Attack 38: nothing is open but what is listed, not even what does not exist. */
    @Test
    void onlyListedPathsAreOpen() {
        for (String path :
                new String[] {
                    "/nowhere",
                    "/",
                    "/actuator/env",
                    "/actuator/heapdump",
                    "/api/v1/freshness",
                    "/api/v1/reports",
                    "/error",
                    "/HEALTH"
                }) {
            assertThat(api.get(path).status()).as(path).isEqualTo(401);
        }
        for (String path : new String[] {"/health", "/api/health", "/v3/api-docs"}) {
            assertThat(api.get(path).status()).as(path).isEqualTo(200);
        }
        for (String path :
                new String[] {
                    "/health;x=/api/v1/events", "//health", "/health/", "/api/v1/../actuator"
                }) {
            assertThat(api.get(path).status()).as(path).isIn(400, 401, 404);
        }
        assertThat(api.get("/actuator/env", issuer.bearer("demo", "owner")).status())
                .isEqualTo(404);
    }

    private void assertRefused(String token) {
        Reply reply = api.get(EVENTS, "Authorization: Bearer " + token);
        assertProblem(reply, 401, "invalid-token");
        assertThat(reply.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"daybook\", error=\"invalid_token\"");
    }

    private static void assertProblem(Reply reply, int status, String type) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.body()).startsWith("{\"type\":\"urn:daybook:problem:" + type);
        assertThat(reply.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(reply.header("Vary")).isEqualTo("Authorization, Accept, Origin");
    }

    private static String signedBy(RSAKey key, JWSHeader header) throws JOSEException {
        JWSObject token =
                new JWSObject(header, new Payload(claims("demo", "owner").build().toJSONObject()));
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static Date in(long seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
