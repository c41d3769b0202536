package io.daybook.etl.differential;

import io.daybook.etl.differential.ContractRoles.Place;
import io.daybook.schema.catalogue.Contract;
import java.util.List;
import java.util.Random;

/** Values as SQL text: few of each kind, so that rows meet, and around changes of the clocks. */
public final class RandomValues {

    private static final List<String> TENANTS = List.of("north", "south", "it's \"east\"");
    private static final List<String> CURRENCIES = List.of("EUR", "USD", "JPY");
    private static final List<String> TEXTS = List.of("a", "B", "", " ", "o'clock", "ünïcode");

    /** The first and the last zone on earth, halves of hours, days that begin at 01:00. */
    private static final List<String> ZONES =
            List.of(
                    "Europe/Berlin",
                    "America/New_York",
                    "America/Santiago",
                    "Australia/Lord_Howe",
                    "Asia/Kolkata",
                    "Pacific/Kiritimati",
                    "Pacific/Pago_Pago",
                    "Etc/GMT+12");

    /** On or beside a change of the clocks in Santiago, Berlin, Lord Howe and New York. */
    private static final List<String> DAYS =
            List.of(
                    "2025-09-06",
                    "2025-09-07",
                    "2025-10-04",
                    "2025-10-26",
                    "2026-03-08",
                    "2026-03-28",
                    "2026-03-29");

    /** Far enough to be ahead of today for as long as this test is run. */
    private static final String AHEAD = "2150-06-15";

    private static final List<Integer> MINUTES = List.of(0, 14, 15, 30, 59);

    private final Random random;
    private final ContractRoles roles;

    public RandomValues(Random random, ContractRoles roles) {
        this.random = random;
        this.roles = roles;
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A value for a column that names no row of another table. */
    String value(Contract.Table table, Contract.Column column) {
        return column.nullable() && happens(0.25) ? "null" : present(table, column);
    }

    /** The same, never null. */
    String present(Contract.Table table, Contract.Column column) {
        Place place = new Place(table.name(), column.name());
        if (roles.isZone(place)) {
            return quoted(one(ZONES));
        }
        if (column.name().equals("tenant_id")) {
            return quoted(one(TENANTS));
        }
        String type = column.type();
        if (type.startsWith("timestamp")) {
            return instant();
        }
        if (type.startsWith("character(3)")) {
            return quoted(one(CURRENCIES));
        }
        if (type.startsWith("numeric")) {
            return amount();
        }
        if (type.equals("boolean")) {
            return Boolean.toString(random.nextBoolean());
        }
        return type.equals("text") ? text(column.name()) : Integer.toString(below(6));
    }

    private String text(String column) {
        List<String> known = roles.literals(column);
        return quoted(known.isEmpty() || happens(0.15) ? one(TEXTS) : one(known));
    }

    private String amount() {
        return switch (below(4)) {
            case 0 -> "0";
            case 1 -> "0.0001";
            case 2 -> Integer.toString(below(100));
            default -> below(100_000) + "." + (1_000 + below(9_000));
        };
    }

    /** An infinite clock is a bad row: it has no day and must do no harm. */
    private String instant() {
        if (happens(0.02)) {
            return "timestamptz '" + one(List.of("infinity", "-infinity", "1492-10-12")) + "'";
        }
        String day = roles.isAhead() && happens(0.1) ? AHEAD : one(DAYS);
        return "timestamptz '%s %02d:%02d:00+00'".formatted(day, below(24), one(MINUTES));
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
