package io.daybook.etl.publish;

/** Another source would leave fewer than half of the rows; nothing was published. */
public final class ShrinkRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ShrinkRefused(String mart, String view, long stored, long left) {
        super(
                "The source is another database than that of the last publication, and %s would keep %d of its %d stored rows (nothing was published; if this is the database to build from, run: daybook run %s --allow-shrink)"
                        .formatted(view, left, stored, mart));
    }
}
