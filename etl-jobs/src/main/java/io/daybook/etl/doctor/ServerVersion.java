package io.daybook.etl.doctor;

import io.daybook.etl.database.Sql;
import java.sql.Connection;
import java.util.List;

/**
 * Who is connected to what.
 *
 * @param number as the server counts, e.g. 150004
 */
record ServerVersion(int number, String text, String database, String role) {

    private static final int MAJOR = 10_000;

    static ServerVersion read(Connection connection) {
        return Sql.one(
                connection,
                "reading the server's version",
                """
                select cast(current_setting('server_version_num') as integer),
                    current_setting('server_version'), current_database(), current_user
                """,
                row ->
                        new ServerVersion(
                                row.getInt(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4)));
    }

    Finding finding(String check, int oldest) {
        String found = "PostgreSQL %s, database %s, role %s".formatted(text, database, role);
        return number >= oldest * MAJOR
                ? Finding.ok(check, found)
                : Finding.problem(
                        check,
                        found + " (expected PostgreSQL %d or later)".formatted(oldest),
                        "Update the server, or use another.",
                        List.of());
    }
}
