package io.daybook.api.events;

import io.daybook.api.problem.RequestRefused;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of events ended: the key of its last event, so that the next page begins right after
 * it, whatever has been published since.
 *
 * @param status what the list was narrowed to; empty: nothing
 */
record EventCursor(String status, @Nullable OffsetDateTime startsAt, long eventId) {

    private static final Pattern FORM =
            Pattern.compile("([a-z]*)/(-|[0-9TZ:.+-]{20,40})/([1-9][0-9]{0,18})");

    /**
     * @throws RequestRefused 400 for any text that is not a cursor of a list with this status
     */
    static EventCursor of(String text, String status) {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(text);
            Matcher matcher = FORM.matcher(new String(decoded, StandardCharsets.US_ASCII));
            if (matcher.matches() && matcher.group(1).equals(status)) {
                EventCursor cursor =
                        new EventCursor(
                                status,
                                instant(matcher.group(2)),
                                Long.parseLong(matcher.group(3)));
                if (cursor.text().equals(text)) {
                    return cursor;
                }
            }
        } catch (IllegalArgumentException | DateTimeException noCursor) {
            // refused below like all else that is none
        }
        throw RequestRefused.invalid(
                "cursor", text, "the value of next from a page with the same status");
    }

    private static @Nullable OffsetDateTime instant(String text) {
        return text.equals("-") ? null : Instant.parse(text).atOffset(ZoneOffset.UTC);
    }

    String text() {
        String start = startsAt == null ? "-" : startsAt.toInstant().toString();
        String key = status + "/" + start + "/" + eventId;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.getBytes(StandardCharsets.US_ASCII));
    }
}
