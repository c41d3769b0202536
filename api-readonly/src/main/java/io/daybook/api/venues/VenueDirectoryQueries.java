package io.daybook.api.venues;

import static io.daybook.schema.generated.venues.Tables.VENUE_DIRECTORY;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.problem.RequestRefused;
import java.util.List;
import org.jooq.Records;

/** Finds the venues that a selection names. */
public final class VenueDirectoryQueries {

    private static final Selection ALL = new Selection(null, null, null, null);

    /** All of the tenant's, by id. */
    public List<VenueRow> all(Snapshot snapshot) {
        return find(snapshot, ALL);
    }

    /**
     * The selected ones, by id.
     *
     * @throws RequestRefused 404 for an unknown id, another tenant's, or before the first
     *     publication
     */
    public List<VenueRow> find(Snapshot snapshot, Selection selection) {
        List<VenueRow> venues =
                snapshot.dsl()
                        .select(
                                VENUE_DIRECTORY.VENUE_ID,
                                VENUE_DIRECTORY.NAME,
                                VENUE_DIRECTORY.TIMEZONE,
                                VENUE_DIRECTORY.CURRENCY)
                        .from(VENUE_DIRECTORY)
                        .where(
                                selection.of(
                                        snapshot,
                                        VENUE_DIRECTORY.TENANT_ID,
                                        VENUE_DIRECTORY.VENUE_ID))
                        .orderBy(VENUE_DIRECTORY.VENUE_ID)
                        .fetch(Records.mapping(VenueRow::new));
        if (venues.isEmpty() && selection.venueId() != null) {
            throw RequestRefused.notFound();
        }
        return venues;
    }
}
