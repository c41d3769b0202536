package io.daybook.api.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daybook.api.guard.Permission;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenSettingsTest {

    private static final TokenSettings.Keys KEYS =
            new TokenSettings.Address(URI.create("https://issuer.example/keys"));

    @Test
    void namesWhatIsInvalid() {
        assertInvalid(
                " ",
                "a",
                Set.of("RS256"),
                1,
                "Invalid jwt.issuer:   (expected what the claim iss has to be)");
        assertInvalid(
                "i",
                "",
                Set.of("RS256"),
                1,
                "Invalid jwt.audience:  (expected what aud has to contain)");
        assertInvalid(
                "i",
                "a",
                Set.of(),
                1,
                "Invalid jwt.algorithms: [] (expected at least one, as RS256)");
        assertInvalid(
                "i",
                "a",
                Set.of("RS256"),
                0,
                "Invalid rate.requests-per-minute: 0 (expected 1 or more)");
        for (String algorithm : new String[] {"HS256", "none", "NONE", "rs256", ""}) {
            assertThatThrownBy(() -> settings("i", "a", Set.of(algorithm), 1))
                    .hasMessageStartingWith(
                            "Invalid jwt.algorithms: " + algorithm + " (expected some of [");
        }
    }

    @Test
    void fetchesKeysOverHttpsOrFromThisMachine() {
        for (String address :
                new String[] {"https://a/b", "http://localhost:1/", "http://127.0.0.1/"}) {
            assertThat(new TokenSettings.Address(URI.create(address)).address())
                    .hasToString(address);
        }
        for (String address :
                new String[] {
                    "http://issuer.invalid/keys",
                    "file:///etc/passwd",
                    "ftp://a/b",
                    "https:///b",
                    "keys",
                    "https://user:secret@a/b"
                }) {
            assertThatThrownBy(() -> new TokenSettings.Address(URI.create(address)))
                    .hasMessageStartingWith("Invalid jwt.jwks-url: ");
        }
    }

    @Test
    void rolesHaveThePermissionsOfTheirLists() {
        TokenSettings settings = settings("i", "a", Set.of("RS256"), 1);
        assertThat(settings.permissions(Set.of("owner"))).containsExactly(Permission.values());
        assertThat(settings.permissions(Set.of("analyst")))
                .containsExactly(Permission.READ, Permission.REPORTS);
        assertThat(settings.permissions(Set.of("viewer"))).containsExactly(Permission.READ);
        assertThat(settings.permissions(Set.of())).isEmpty();
        assertThat(settings.permissions(Set.of("stranger", "Owner"))).isEmpty();
    }

    @Test
    void readsPublicKeysOnly(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("key.pem");
        assertThatThrownBy(() -> KeyFile.read(file))
                .hasMessage("Invalid jwt.key-file: %s (expected a file that can be read)", file);
        for (String text :
                new String[] {
                    "",
                    "nonsense",
                    pem("PUBLIC KEY", new byte[] {1, 2}),
                    pem("PRIVATE KEY", rsa(2048).getPrivate().getEncoded())
                }) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> KeyFile.read(file))
                    .hasMessage(
                            "Invalid jwt.key-file: %s (expected an RSA or EC key between BEGIN PUBLIC KEY and END PUBLIC KEY)",
                            file);
        }
        Files.writeString(file, pem("PUBLIC KEY", rsa(1024).getPublic().getEncoded()));
        assertThatThrownBy(() -> KeyFile.read(file))
                .hasMessage(
                        "Invalid jwt.key-file: %s (expected an RSA key of at least 2048 bits)",
                        file);
        KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
        curve.initialize(256);
        Files.writeString(
                file, pem("PUBLIC KEY", curve.generateKeyPair().getPublic().getEncoded()));
        assertThat(KeyFile.read(file).getAlgorithm()).isEqualTo("EC");
    }

    private static KeyPair rsa(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static String pem(String name, byte[] encoded) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(name, Base64.getMimeEncoder().encodeToString(encoded));
    }

    private static void assertInvalid(
            String issuer, String audience, Set<String> algorithms, int rate, String message) {
        assertThatThrownBy(() -> settings(issuer, audience, algorithms, rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static TokenSettings settings(
            String issuer, String audience, Set<String> algorithms, int rate) {
        return new TokenSettings(
                issuer, audience, KEYS, algorithms, Map.copyOf(TokenSettings.DEFAULT_ROLES), rate);
    }
}
