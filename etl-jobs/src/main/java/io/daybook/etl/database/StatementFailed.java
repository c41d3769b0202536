package io.daybook.etl.database;

import java.sql.SQLException;

/** A statement of ours failed; the message carries the stage, the server's answer and the SQL. */
public final class StatementFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Enough to recognise a statement; slices inlined into it can make it megabytes long. */
    private static final int SHOWN = 400;

    private final String sqlState;

    public StatementFailed(String stage, String sql, SQLException cause) {
        super(
                stage
                        + " failed: "
                        + cause.getMessage()
                        + "\n  in: "
                        + shorten(sql)
                        + Advice.on(cause.getSQLState()),
                cause);
        this.sqlState = cause.getSQLState() == null ? "" : cause.getSQLState();
    }

    private StatementFailed(String message, StatementFailed cause) {
        super(message, cause);
        this.sqlState = cause.sqlState;
    }

    /**
     * The same failure, told with what the statement was part of.
     *
     * @param work a part of a run that comes before its publication
     */
    public StatementFailed during(String work) {
        return new StatementFailed(
                work + " failed (nothing of this run was published): " + getMessage(), this);
    }

    /** The server's five-character code; empty when it gave none. */
    public String sqlState() {
        return sqlState;
    }

    /** Whether the data were at fault (SQLSTATE class 22), not the statement or the server. */
    public boolean isDataError() {
        return sqlState.startsWith("22");
    }

    private static String shorten(String sql) {
        String oneLine = sql.strip().replaceAll("\\s+", " ");
        return oneLine.length() <= SHOWN ? oneLine : oneLine.substring(0, SHOWN) + " ...";
    }
}
