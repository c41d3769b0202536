package io.daybook.etl.migrate;

import io.daybook.etl.database.Credentials;
import io.daybook.etl.database.Databases;
import io.daybook.etl.database.Sql;
import io.daybook.etl.database.StatementFailed;
import io.daybook.etl.database.StoreSettings;
import io.daybook.etl.embedded.EmbeddedServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Source and store on the embedded server: two databases, made and migrated when this is opened.
 * The store is our own, so nobody has to be asked before it is brought to the newest schema.
 *
 * <p>To be closed by whoever opened it; the last process to do so stops the server.
 */
public final class EmbeddedDatabases implements AutoCloseable {

    private static final String STAGE = "embedded databases";
    private static final String STORE = "daybook_store";
    private static final String SOURCE = "daybook_source";

    /** Two processes that open a new home at once make its databases one after the other. */
    private static final String EXCLUDE_OTHERS =
            "select pg_advisory_lock(hashtext('daybook embedded databases'))";

    private final EmbeddedServer server;
    private final EmbeddedCredentials credentials;
    private final MigrationReport migration;

    private EmbeddedDatabases(
            EmbeddedServer server, EmbeddedCredentials credentials, List<String> marts) {
        this.server = server;
        this.credentials = credentials;
        this.migration = prepare(marts);
    }

    /**
     * Adopts or starts the server of this home and makes what is missing on it.
     *
     * @param marts the names whose runs exclude a migration
     */
    public static EmbeddedDatabases open(Path home, List<String> marts) {
        EmbeddedServer server = EmbeddedServer.open(home);
        try {
            return new EmbeddedDatabases(server, EmbeddedCredentials.in(home), marts);
        } catch (RuntimeException exception) {
            server.close();
            throw exception;
        }
    }

    /** What opening it migrated. */
    public MigrationReport migration() {
        return migration;
    }

    /** The store, with the owner's credentials too. */
    public StoreSettings store() {
        return new StoreSettings(
                server.jdbcUrl(STORE),
                Optional.of(credentials.of(EmbeddedCredentials.OWNER)),
                credentials.of(EmbeddedCredentials.WRITER),
                EmbeddedCredentials.READER);
    }

    /** The role that serves. */
    public Credentials reader() {
        return credentials.of(EmbeddedCredentials.READER);
    }

    public String sourceUrl() {
        return server.jdbcUrl(SOURCE);
    }

    /** The role that reads the source. */
    public Credentials source() {
        return credentials.of(EmbeddedCredentials.SOURCE);
    }

    /** The role that owns the source database. */
    public Credentials importer() {
        return credentials.of(EmbeddedCredentials.IMPORT);
    }

    @Override
    public void close() {
        server.close();
    }

    private MigrationReport prepare(List<String> marts) {
        server.createDatabaseIfMissing(STORE);
        server.createDatabaseIfMissing(SOURCE);
        try (Connection superuser = connectAsSuperuser()) {
            Sql.query(superuser, STAGE, EXCLUDE_OTHERS, row -> row.getString(1));
            StoreRoles roles = new StoreRoles(superuser);
            for (String role : EmbeddedCredentials.ROLES) {
                roles.ensure(credentials.of(role));
                // a home whose file of passwords was lost gets new ones
                roles.setPassword(credentials.of(role));
            }
            Sql.execute(
                    superuser,
                    STAGE,
                    "alter database " + STORE + " owner to " + EmbeddedCredentials.OWNER,
                    "alter database " + SOURCE + " owner to " + EmbeddedCredentials.IMPORT,
                    // the horizon is the start of the oldest transaction of any role
                    "grant pg_read_all_stats to " + EmbeddedCredentials.SOURCE);
            return new Migrator(marts).migrate(store(), Optional.of(reader().password()));
        } catch (SQLException exception) {
            throw new StatementFailed(STAGE, "close", exception);
        }
    }

    private Connection connectAsSuperuser() {
        Credentials superuser = new Credentials(server.user(), server.password());
        return Databases.store(
                new StoreSettings(
                        server.jdbcUrl("postgres"),
                        Optional.empty(),
                        superuser,
                        EmbeddedCredentials.READER),
                "provision");
    }
}
