package io.daybook.etl.plan;

import static io.daybook.etl.engine.Literals.day;
import static io.daybook.etl.engine.Literals.text;

import io.daybook.etl.database.Sql;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The part of the older history that one verifying night compares.
 *
 * <p>The rotation goes backwards from the days that are compared every night, a thirtieth of the
 * history at a time. Going backwards, the days that grow older meanwhile are never stepped over;
 * the last part has no lower bound, so that a row older than anything held is found, too.
 *
 * @param from first compared day; empty for no lower bound
 * @param toExclusive the day after the last compared one
 */
public record Rotation(Optional<LocalDate> from, LocalDate toExclusive) {

    /** Nights in which all history is compared. */
    static final int NIGHTS = 30;

    private static final String STAGE = "rotating the verification";

    /**
     * What is next.
     *
     * @param trailing the first of the days that are compared every night
     */
    static Rotation next(Connection store, String mart, LocalDate trailing) {
        Optional<LocalDate> firstHeld = firstHeld(store, mart);
        LocalDate to = cursor(store, mart).filter(day -> day.isBefore(trailing)).orElse(trailing);
        return firstHeld
                .filter(first -> first.isBefore(to))
                .map(first -> to.minusDays(length(first, trailing)))
                .filter(from -> from.isAfter(firstHeld.get()))
                .map(from -> new Rotation(Optional.of(from), to))
                .orElse(new Rotation(Optional.empty(), to));
    }

    private static long length(LocalDate first, LocalDate trailing) {
        return Math.max(1, (ChronoUnit.DAYS.between(first, trailing) + NIGHTS - 1) / NIGHTS);
    }

    /** Remembers how far the rotation has come; belongs into the publication's transaction. */
    public void record(Connection store, String mart) {
        Sql.execute(
                store,
                STAGE,
                """
                insert into daybook.rotation (mart, next_to)
                values (%s, %s)
                on conflict (mart) do update set next_to = excluded.next_to
                """
                        .formatted(text(mart), day(from.orElse(null))));
    }

    private static Optional<LocalDate> firstHeld(Connection store, String mart) {
        return date(store, "select min(day) from daybook.ledger where mart = " + text(mart));
    }

    private static Optional<LocalDate> cursor(Connection store, String mart) {
        return date(store, "select min(next_to) from daybook.rotation where mart = " + text(mart));
    }

    private static Optional<LocalDate> date(Connection store, String query) {
        return Sql.one(
                store, STAGE, query, row -> Optional.ofNullable(row.getObject(1, LocalDate.class)));
    }
}
