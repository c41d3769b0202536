package io.daybook.api.answer;

import io.daybook.api.publication.Publication;
import java.util.Optional;
import org.jooq.DSLContext;

/** Where an answer's headers come from. */
interface Standings {

    /** In a snapshot. */
    Standing newest(DSLContext dsl);

    /** What was read before; none when that publication was not the last one read. */
    default Standing remembered(long generation) {
        return Standing.NONE;
    }

    /** The publication that was read last; empty before the first. */
    default Optional<Publication> last() {
        return Optional.empty();
    }
}
