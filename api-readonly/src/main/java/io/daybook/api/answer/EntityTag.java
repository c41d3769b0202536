package io.daybook.api.answer;

import io.daybook.api.guard.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A strong validator: equal tags mean equal bytes for the same caller. */
record EntityTag(String text) {

    /** Raised when the same figures are written differently. */
    private static final String REPRESENTATION = "application/json;1";

    static EntityTag of(
            AnswerSettings settings,
            Caller caller,
            long generation,
            @Nullable Instant asOf,
            String query,
            String state) {
        String identity =
                String.join(
                        "\n",
                        // a name may hold anything but must not run into the next part
                        caller.tenant().length() + ":" + caller.tenant(),
                        caller.roles().toString(),
                        generation + "@" + asOf,
                        query,
                        state,
                        settings.text(),
                        REPRESENTATION);
        byte[] hash = sha256(identity.getBytes(StandardCharsets.UTF_8));
        String short128 =
                Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
        return new EntityTag("\"" + short128 + "\"");
    }

    /** Whether an If-None-Match lists this tag; compared weakly, as RFC 9110 has it. */
    boolean isNamedIn(@Nullable String condition) {
        return condition != null
                && Arrays.stream(condition.split(","))
                        .map(String::strip)
                        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                        .anyMatch(text::equals);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
