package io.daybook.etl.database;

import java.util.Optional;

/**
 * The database that holds the metric tables.
 *
 * @param owner needed by migrations only
 * @param readerRole the role that serves; its password is not needed here
 */
public record StoreSettings(
        String url, Optional<Credentials> owner, Credentials writer, String readerRole) {}
