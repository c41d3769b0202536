package io.daybook.etl.database;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The operational database of one mart.
 *
 * @param schema the schema that holds the contract's tables or views
 * @param overlap how far the horizon is set back for application clocks that lag
 * @param longestTransaction how far back a change may still be under way where open transactions
 *     cannot be seen
 * @param floor the first day that is not sealed; empty when all history is alive
 */
public record SourceSettings(
        String url,
        Credentials credentials,
        String schema,
        Duration overlap,
        Duration longestTransaction,
        Optional<LocalDate> floor) {}
