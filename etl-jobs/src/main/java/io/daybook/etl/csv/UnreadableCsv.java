package io.daybook.etl.csv;

/** From some line on a file cannot be split into rows. */
public final class UnreadableCsv extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long line;

    UnreadableCsv(long line, String reason) {
        super(reason);
        this.line = line;
    }

    /** The line in which the row begins that cannot be read. */
    public long line() {
        return line;
    }
}
