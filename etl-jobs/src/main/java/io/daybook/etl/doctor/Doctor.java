package io.daybook.etl.doctor;

import io.daybook.etl.database.Databases;
import io.daybook.etl.database.SourceSettings;
import io.daybook.etl.database.StoreSettings;
import io.daybook.schema.catalogue.Mart;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;

/**
 * Examines the store and each mart's source, as the roles that runs use.
 *
 * <p>Takes no lock and changes nothing: the source is read in read-only transactions, and the proof
 * of the views' rules is rolled back on the store. Every check is made, whatever another found.
 */
public final class Doctor {

    private static final String PURPOSE = "doctor";

    private final StoreSettings store;
    private final Clock clock;

    /** {@code clock} is this computer's, to be compared with the servers'. */
    public Doctor(StoreSettings store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Server, schema, pooler, rights and row-level security.
     *
     * @param marts all of the catalogue: the reader may see no other tables than theirs
     */
    public DoctorReport store(List<Mart> marts) {
        Checkup checkup = new Checkup("");
        checkup.connected(
                "store",
                this::connect,
                connection -> {
                    StoreServer server = new StoreServer(connection, store);
                    checkup.check("store", server::version);
                    checkup.check("schema", server::schema);
                    checkup.check("connection", () -> Pooler.look(connection, this::connect));
                    if (!server.migrated()) {
                        return;
                    }
                    MetricTables tables = MetricTables.of(marts);
                    checkup.check("metric tables", () -> tables.missing(connection));
                    StoreRights rights = new StoreRights(connection, store, tables);
                    checkup.check("rights of the writer", rights::writer);
                    checkup.check("rights of the reader", rights::readerMay);
                    checkup.check("powers of the reader", rights::readerMayNot);
                    checkup.check("views of the reader", rights::readerViews);
                    checkup.check(
                            "row-level security",
                            () -> new RowLevelSecurity(connection, store, tables).finding());
                });
        return checkup.report();
    }

    /** The mart's source, its views' rules, clocks, zones, and what its last run left. */
    public DoctorReport mart(Mart mart, SourceSettings source) {
        Checkup checkup = new Checkup(mart.name());
        checkup.connected(
                "source",
                () -> Databases.source(source),
                connection -> source(checkup, mart, source, connection));
        boolean sourceAnswers = checkup.report().reachable();
        checkup.connected(
                "store",
                this::connect,
                connection -> {
                    history(checkup, mart, source, connection);
                    if (sourceAnswers) {
                        both(checkup, mart, source, connection);
                    }
                });
        return checkup.report();
    }

    private static void source(
            Checkup checkup, Mart mart, SourceSettings settings, Connection connection) {
        SourceServer server = new SourceServer(mart, settings, connection);
        checkup.check("source", server::version);
        checkup.check("contract", server::contract);
        SourceRights rights = new SourceRights(mart, settings.schema(), connection);
        checkup.check("rights to read", rights::toRead);
        checkup.check("rights to write", rights::toWrite);
        HorizonSight horizon = new HorizonSight(settings, connection);
        checkup.check("horizon", horizon::visibility);
        checkup.check("open transactions", () -> horizon.holders(HorizonSight.OLD));
        checkup.check(
                "indexes", () -> new SourceIndexes(mart, settings.schema(), connection).finding());
        checkup.check("statistics", server::statistics);
        checkup.check(
                "zones of entities",
                () -> new SourceZones(mart, settings.schema(), connection).unknown());
    }

    private void both(Checkup checkup, Mart mart, SourceSettings settings, Connection connection) {
        checkup.connected(
                "source",
                () -> Databases.source(settings),
                source -> {
                    SourceZones zones = new SourceZones(mart, settings.schema(), source);
                    checkup.check("zones of the servers", () -> zones.compare(connection));
                    checkup.check(
                            "clocks", () -> ServerClocks.read(clock, source, connection).finding());
                });
    }

    private void history(Checkup checkup, Mart mart, SourceSettings source, Connection connection) {
        checkup.check("rules of views", () -> RuleProof.of(mart, connection));
        if (new StoreServer(connection, store).migrated()) {
            MartHistory history = new MartHistory(mart, store, source.floor());
            checkup.check("run under way", () -> MartHistory.underWay(mart, connection));
            checkup.check("last run", history::lastRun);
            checkup.check("left out", history::leftOut);
        }
    }

    private Connection connect() {
        return Databases.store(store, PURPOSE);
    }
}
