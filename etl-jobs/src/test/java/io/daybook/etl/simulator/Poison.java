package io.daybook.etl.simulator;

import io.daybook.etl.differential.OperationalRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Operations whose slices must be held back, and those that mend them: an event's zone that nobody
 * knows, amounts that are no numbers.
 */
final class Poison {

    private static final String UNKNOWN = "timezone not in (select name from pg_timezone_names)";
    private static final List<String> AMOUNTS =
            List.of(
                    "ticket_order.amount",
                    "ticket_order.tax_amount",
                    "ticket_order.fee_amount",
                    "refund.amount");
    private static final List<String> ZONES = List.of("Europe/Berlin", "Pacific/Kiritimati", "UTC");

    private final OperationalRows rows;
    private final Random random;

    Poison(OperationalRows rows, Random random) {
        this.rows = rows;
        this.random = random;
    }

    /** Poisons one row, if there is one. */
    Optional<String> poison() {
        if (random.nextInt(5) < 2) {
            return update("event", "timezone", "'Europe/Londn'", "true", true);
        }
        String[] place = one(AMOUNTS).split("\\.");
        return update(place[0], place[1], "'NaN'", "true", true);
    }

    /** Mends one row: what is held back is looked at again whether it is stamped or not. */
    Optional<String> mend() {
        return mend(random.nextBoolean());
    }

    /** Mends everything. */
    List<String> mendAll() {
        List<String> mended = new ArrayList<>();
        mended.add(
                "update events.event set timezone = 'Asia/Kolkata', updated_at = clock_timestamp() where "
                        + UNKNOWN);
        for (String amount : AMOUNTS) {
            String[] place = amount.split("\\.");
            mended.add(
                    "update events.%s set %s = 1, updated_at = clock_timestamp() where %2$s = 'NaN'"
                            .formatted(place[0], place[1]));
        }
        return mended;
    }

    private Optional<String> mend(boolean stamped) {
        Optional<String> zone =
                update("event", "timezone", "'" + one(ZONES) + "'", UNKNOWN, stamped);
        if (zone.isPresent() && random.nextBoolean()) {
            return zone;
        }
        for (String amount : AMOUNTS) {
            String[] place = amount.split("\\.");
            Optional<String> mended =
                    update(place[0], place[1], "7.5", place[1] + " = 'NaN'", stamped);
            if (mended.isPresent()) {
                return mended;
            }
        }
        return zone;
    }

    private Optional<String> update(
            String table, String column, String value, String condition, boolean stamped) {
        String key = table.replace("ticket_", "") + "_id";
        List<String> keys =
                rows.column(
                        "select %s from events.%s where %s order by 1"
                                .formatted(key, table, condition));
        return keys.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "update events.%s set %s = %s%s where %s = %s"
                                .formatted(
                                        table,
                                        column,
                                        value,
                                        stamped ? ", updated_at = clock_timestamp()" : "",
                                        key,
                                        one(keys)));
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
