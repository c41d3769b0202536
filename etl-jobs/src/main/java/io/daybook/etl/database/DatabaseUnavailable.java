package io.daybook.etl.database;

import java.sql.SQLException;

/** A database did not accept a connection. */
public final class DatabaseUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** {@code role} is {@code source} or {@code store}. */
    public DatabaseUnavailable(String role, String url, SQLException cause) {
        super(
                ("Cannot connect to the %s at %s: %s (nothing was changed; check that it runs and that"
                                + " url, user and password are right)")
                        .formatted(role, withoutParameters(url), cause.getMessage()),
                cause);
    }

    private static String withoutParameters(String url) {
        return url.replaceFirst("\\?.*", "");
    }
}
