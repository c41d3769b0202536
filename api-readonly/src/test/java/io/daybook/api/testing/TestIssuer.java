package io.daybook.api.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.daybook.api.guard.AllowedOrigins;
import io.daybook.api.token.TokenSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer of tokens with a key set on this machine, which counts how often it is fetched. */
public final class TestIssuer implements AutoCloseable {

    public static final String NAME = "https://issuer.example";
    public static final String AUDIENCE = "daybook";

    private final RSAKey key;
    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile boolean away;

    public TestIssuer() {
        try {
            this.key = new RSAKeyGenerator(2048).keyID("one").generate();
            this.server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 50);
        } catch (JOSEException | IOException exception) {
            throw new IllegalStateException(exception);
        }
        server.createContext(
                "/keys",
                exchange -> {
                    fetches.incrementAndGet();
                    byte[] body =
                            new JWKSet(key.toPublicJWK())
                                    .toString()
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(away ? 500 : 200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    public RSAKey key() {
        return key;
    }

    public int fetches() {
        return fetches.get();
    }

    /** From now on its key set cannot be fetched, or can again. */
    public void setAway(boolean now) {
        away = now;
    }

    /** Tokens of this issuer, its usual roles, 100,000 requests a minute. */
    public TokenSettings settings() {
        return settings(100_000);
    }

    public TokenSettings settings(int requestsPerMinute) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
        return new TokenSettings(
                NAME,
                AUDIENCE,
                new TokenSettings.Address(address),
                TokenSettings.DEFAULT_ALGORITHMS,
                TokenSettings.DEFAULT_ROLES,
                requestsPerMinute);
    }

    /** An API over a store that takes this issuer's tokens. */
    public TestApi api(TestStore store, String... origins) {
        return TestApi.start(
                TestApi.settings(store.database(), "unused")
                        .with(Optional.of(settings()), new AllowedOrigins(Set.of(origins))));
    }

    /** The claims of a token that is accepted, for changing. */
    public static JWTClaimsSet.Builder claims(String tenant, String... roles) {
        return new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(AUDIENCE)
                .subject("someone")
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .claim("org", tenant)
                .claim("roles", List.of(roles));
    }

    /** The header line with a token for that tenant. */
    public String bearer(String tenant, String... roles) {
        return bearer(claims(tenant, roles));
    }

    public String bearer(JWTClaimsSet.Builder claims) {
        return "Authorization: Bearer " + token(claims.build());
    }

    public String token(JWTClaimsSet claims) {
        return token(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims);
    }

    public String token(JWSHeader header, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** Signs a payload as it is, also one that no library would write. */
    public String token(String payload) {
        try {
            JWSObject object =
                    new JWSObject(
                            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(),
                            new Payload(payload));
            object.sign(new RSASSASigner(key));
            return object.serialize();
        } catch (JOSEException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** The public key as PEM. */
    public String pem() {
        try {
            return "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(key.toRSAPublicKey().getEncoded())
                    + "\n-----END PUBLIC KEY-----\n";
        } catch (JOSEException exception) {
            throw new IllegalStateException(exception);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
