package io.daybook.etl.publish;

import java.sql.SQLException;

/**
 * The connection was lost between a publication's COMMIT and its answer: only the ledger knows
 * whether it happened.
 */
public final class CommitUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Publication publication;

    CommitUnknown(Publication publication, SQLException cause) {
        super("publishing: " + cause.getMessage(), cause);
        this.publication = publication;
    }

    /** What was published, if it was. */
    public Publication publication() {
        return publication;
    }
}
