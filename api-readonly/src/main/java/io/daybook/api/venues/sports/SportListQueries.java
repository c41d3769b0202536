package io.daybook.api.venues.sports;

import static io.daybook.schema.generated.venues.Tables.VENUE_SPORTS;
import static org.jooq.impl.DSL.max;

import io.daybook.api.answer.Snapshot;
import java.util.List;
import org.jooq.Records;

/** The sports that occur in bookings. */
final class SportListQueries {

    List<SportListItem> read(Snapshot snapshot) {
        return snapshot.dsl()
                .select(VENUE_SPORTS.SPORT_ID, max(VENUE_SPORTS.SPORT_NAME))
                .from(VENUE_SPORTS)
                .where(VENUE_SPORTS.TENANT_ID.eq(snapshot.tenant()))
                // 0: bookings without a sport
                .and(VENUE_SPORTS.SPORT_ID.ne(0L))
                .groupBy(VENUE_SPORTS.SPORT_ID)
                .orderBy(VENUE_SPORTS.SPORT_ID)
                .fetch(Records.mapping(SportListItem::new));
    }
}
