package io.daybook.api.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A public key in a PEM file. */
final class KeyFile {

    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

    /** Shorter RSA keys can be broken; RFC 7518 forbids them. */
    private static final int SHORTEST_RSA = 2048;

    private KeyFile() {}

    static PublicKey read(Path file) {
        try {
            Matcher matcher = KEY.matcher(Files.readString(file));
            if (matcher.find()) {
                byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(1));
                for (String kind : List.of("RSA", "EC")) {
                    try {
                        return strong(
                                KeyFactory.getInstance(kind)
                                        .generatePublic(new X509EncodedKeySpec(encoded)),
                                file);
                    } catch (GeneralSecurityException another) {
                        // the other kind, then
                        continue;
                    }
                }
            }
        } catch (IOException exception) {
            throw invalid(file, "a file that can be read");
        }
        throw invalid(file, "an RSA or EC key between BEGIN PUBLIC KEY and END PUBLIC KEY");
    }

    private static PublicKey strong(PublicKey key, Path file) {
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < SHORTEST_RSA) {
            throw invalid(file, "an RSA key of at least " + SHORTEST_RSA + " bits");
        }
        return key;
    }

    private static IllegalArgumentException invalid(Path file, String expected) {
        return new IllegalArgumentException(
                "Invalid jwt.key-file: %s (expected %s)".formatted(file, expected));
    }
}
