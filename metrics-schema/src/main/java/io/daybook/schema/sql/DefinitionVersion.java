package io.daybook.schema.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash by which a changed definition is told from a changed comment. */
public final class DefinitionVersion {

    /** 64 bits: a mart has some hundred definitions in its life, not billions. */
    private static final int LENGTH = 16;

    private DefinitionVersion() {}

    /**
     * The version of a view.
     *
     * @param header the header's fields in canonical form: the same fields give the same text
     * @param text the view's text; comments and the amount of white space do not count
     */
    public static String of(String header, String text) {
        String definition = header + "\n" + SqlText.normalised(text);
        byte[] digest = sha256().digest(definition.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, LENGTH);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
