package io.daybook.api.events.velocity;

import java.time.Duration;

/**
 * How many streams there may be, and for how long.
 *
 * @param perTenant open at once for one tenant; the next one is refused
 * @param total open at once for all tenants
 * @param heartbeat a comment is sent so often, so that both sides notice a dead connection
 * @param longest then the stream ends and its reader connects anew: a connection whose other end
 *     has vanished holds its place no longer than that
 */
public record LiveLimits(int perTenant, int total, Duration heartbeat, Duration longest) {

    public static final LiveLimits USUAL =
            new LiveLimits(500, 2_000, Duration.ofSeconds(15), Duration.ofMinutes(30));

    public LiveLimits {
        if (perTenant < 1 || total < 1) {
            throw new IllegalArgumentException(
                    "Invalid live limits: %d streams per tenant, %d in total (expected 1 or more)"
                            .formatted(perTenant, total));
        }
        if (heartbeat.toNanos() < 1 || longest.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "Invalid live limits: a heartbeat every %s, an end after %s (expected above zero)"
                            .formatted(heartbeat, longest));
        }
    }
}
