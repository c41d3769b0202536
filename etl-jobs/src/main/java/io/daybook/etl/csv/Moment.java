package io.daybook.etl.csv;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code timestamptz}: an instant. A local time without a zone is none, unless its zone is given.
 * Then a time that clocks skipped is refused, and of one that they showed twice the later is taken,
 * as PostgreSQL does.
 */
record Moment(Optional<ZoneId> zone) implements ColumnType {

    private static final DateTimeFormatter FORM =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendLiteral('T')
                    .appendPattern("HH:mm")
                    .optionalStart()
                    .appendPattern(":ss")
                    .optionalStart()
                    .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                    .optionalEnd()
                    .optionalEnd()
                    .optionalStart()
                    .appendOffset("+HHMM", "Z")
                    .optionalEnd()
                    .optionalStart()
                    .appendOffset("+HH:mm", "Z")
                    .optionalEnd()
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    private static final Value NONE =
            new Value.Bad("no instant (expected one such as 2026-03-31T10:00:00+02:00)");
    private static final int SEPARATOR = 10;

    /** The form takes a zone in either spelling, and so both of them when they agree. */
    private static final Pattern TWO_ZONES = Pattern.compile("[Zz+-].*[Zz+-]");

    @Override
    public Value read(String text) {
        if (text.length() <= SEPARATOR
                || "T ".indexOf(text.charAt(SEPARATOR)) < 0
                || TWO_ZONES.matcher(text).region(SEPARATOR, text.length()).find()) {
            return NONE;
        }
        try {
            TemporalAccessor parsed =
                    FORM.parse(text.substring(0, SEPARATOR) + "T" + text.substring(SEPARATOR + 1));
            LocalDateTime local = LocalDateTime.from(parsed);
            if (!local.truncatedTo(ChronoUnit.MICROS).equals(local)) {
                return new Value.Bad("finer than microseconds (expected at most 6 decimals)");
            }
            ZoneOffset offset = parsed.query(TemporalQueries.offset());
            return offset == null ? local(local) : sound(local, offset);
        } catch (DateTimeException invalid) {
            return NONE;
        }
    }

    private Value local(LocalDateTime local) {
        if (zone.isEmpty()) {
            return new Value.Bad(
                    "no zone (expected one such as 2026-03-31T10:00:00+02:00; the map can give the"
                            + " zone)");
        }
        var offsets = zone.get().getRules().getValidOffsets(local);
        return offsets.isEmpty()
                ? new Value.Bad("a time that the clocks of %s skipped".formatted(zone.get()))
                : sound(local, offsets.get(offsets.size() - 1));
    }

    private static Value sound(LocalDateTime local, ZoneOffset offset) {
        LocalDateTime utc = local.minusSeconds(offset.getTotalSeconds());
        return utc.getYear() < 1 || utc.getYear() > 9999
                ? new Value.Bad("out of range (expected a year from 1 to 9999)")
                : new Value.Sound(utc + "Z");
    }
}
