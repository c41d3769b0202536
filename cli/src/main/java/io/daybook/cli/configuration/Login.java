package io.daybook.cli.configuration;

import java.util.Optional;

/** A role and its password as configured; an empty password is asked for or reported. */
public record Login(String user, Optional<String> password) {

    @Override
    public String toString() {
        return user;
    }
}
