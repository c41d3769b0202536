package io.daybook.etl.plan;

import io.daybook.etl.database.Sql;
import io.daybook.etl.engine.Literals;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A mart's newest publication.
 *
 * @param source which database it was computed from
 */
public record Published(long generation, Instant asOf, Instant horizon, String source) {

    /** Reads it; empty before the first publication. */
    public static Optional<Published> read(Connection store, String mart) {
        return Sql.query(
                        store,
                        "reading the publication",
                        """
                        select generation, as_of, horizon, source_identity
                        from daybook.generation
                        where mart = %s
                        order by generation desc
                        limit 1
                        """
                                .formatted(Literals.text(mart)),
                        row ->
                                new Published(
                                        row.getLong(1),
                                        row.getObject(2, OffsetDateTime.class).toInstant(),
                                        row.getObject(3, OffsetDateTime.class).toInstant(),
                                        row.getString(4)))
                .stream()
                .findFirst();
    }

    /** The last day of the span that the ledger covers. */
    public LocalDate lastDay() {
        return asOf.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
