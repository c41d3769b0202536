package io.daybook.etl.database;

/** A role and its password; never printed. */
public record Credentials(String user, String password) {

    @Override
    public String toString() {
        return user;
    }
}
