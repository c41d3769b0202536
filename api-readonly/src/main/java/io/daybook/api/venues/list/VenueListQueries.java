package io.daybook.api.venues.list;

import io.daybook.api.answer.Snapshot;
import io.daybook.api.venues.VenueDirectoryQueries;
import java.util.List;

/** The tenant's venues. */
final class VenueListQueries {

    private final VenueDirectoryQueries directory = new VenueDirectoryQueries();

    List<VenueListItem> read(Snapshot snapshot) {
        return directory.all(snapshot).stream()
                .map(
                        venue ->
                                new VenueListItem(
                                        venue.id(),
                                        venue.name(),
                                        venue.timezone(),
                                        venue.currency()))
                .toList();
    }
}
