package io.daybook.etl.migrate;

import java.util.List;

/**
 * What a migration did.
 *
 * @param version the schema's version now; {@code none} when it was never migrated
 * @param applied the migrations applied, oldest first, e.g. {@code 003 ledger}
 * @param rolesCreated the roles made, by name
 * @param statements what the connecting user may not do: for an administrator to run, with
 *     placeholders for passwords
 * @param tables the tables made for the user's own views, as {@code events.large_orders}
 * @param blocked whether nothing could be migrated before the statements are run
 */
public record MigrationReport(
        String version,
        List<String> applied,
        List<String> rolesCreated,
        List<String> statements,
        List<String> tables,
        boolean blocked) {

    public MigrationReport {
        applied = List.copyOf(applied);
        rolesCreated = List.copyOf(rolesCreated);
        statements = List.copyOf(statements);
        tables = List.copyOf(tables);
    }

    /** The same with these tables made besides. */
    public MigrationReport with(List<String> made) {
        return new MigrationReport(version, applied, rolesCreated, statements, made, blocked);
    }

    /** Whether the store was found as it should be. */
    public boolean nothingToDo() {
        return applied.isEmpty()
                && rolesCreated.isEmpty()
                && statements.isEmpty()
                && tables.isEmpty();
    }
}
